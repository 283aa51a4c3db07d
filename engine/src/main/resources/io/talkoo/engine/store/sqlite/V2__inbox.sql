-- Tasks that applications put here in transactions of their own (TransactionalClient). A node takes them out and puts
-- them into the table of tasks, in one transaction.
CREATE TABLE task_inbox(
  id      TEXT NOT NULL PRIMARY KEY,
  root_id TEXT,
  request BLOB NOT NULL
) WITHOUT ROWID;
