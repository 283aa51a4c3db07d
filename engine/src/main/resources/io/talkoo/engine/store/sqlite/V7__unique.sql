-- Which task has a key to itself among the tasks of its name. Written together with the task, and deleted by the write that frees
-- the key; one that is kept for a time has that time's end.
CREATE TABLE task_unique(
  name       TEXT NOT NULL,
  key        TEXT NOT NULL,
  task_id    TEXT NOT NULL,
  expires_at INTEGER,
  PRIMARY KEY(name, key)
) WITHOUT ROWID;
CREATE INDEX task_unique_expiry ON task_unique(expires_at) WHERE expires_at IS NOT NULL;
