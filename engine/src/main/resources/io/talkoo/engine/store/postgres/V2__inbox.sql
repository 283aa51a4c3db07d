-- Tasks that applications put here in transactions of their own (TransactionalClient). A node takes them out and puts
-- them into the table of tasks, in one transaction.
CREATE TABLE task_inbox(
  id      text COLLATE "C" NOT NULL PRIMARY KEY,
  root_id text COLLATE "C",
  request bytea NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 1000);
