-- When tasks are to be made again and again. A tick is a task inserted in the transaction that moves the row's next_at on.
CREATE TABLE schedule(
  name         TEXT    NOT NULL PRIMARY KEY,
  part         INTEGER NOT NULL,
  next_at      INTEGER,
  revision     INTEGER NOT NULL,
  last_run_at  INTEGER,
  last_task_id TEXT,
  runs         INTEGER NOT NULL,
  definition   BLOB    NOT NULL
) WITHOUT ROWID;

-- A schedule that is paused has no next_at. The part is in the index only because queries name it.
CREATE INDEX schedule_due ON schedule(next_at, part) WHERE next_at IS NOT NULL;
