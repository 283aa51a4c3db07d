-- When tasks are to be made again and again. A tick is a task inserted in the transaction that moves the row's next_at on.
CREATE TABLE schedule(
  name         text COLLATE "C" PRIMARY KEY,
  part         smallint NOT NULL,
  next_at      bigint,
  revision     bigint   NOT NULL,
  last_run_at  bigint,
  last_task_id text COLLATE "C",
  runs         bigint   NOT NULL,
  definition   bytea    NOT NULL
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

-- A schedule that is paused has no next_at. The part is in the index only because queries name it.
CREATE INDEX schedule_due ON schedule(next_at, part) WHERE next_at IS NOT NULL;
