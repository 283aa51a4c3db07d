-- Which task has a key to itself among the tasks of its name. Written together with the task, and deleted by the write that frees
-- the key; one that is kept for a time has that time's end.
CREATE TABLE task_unique(
  name       text COLLATE "C" NOT NULL,
  key        text COLLATE "C" NOT NULL,
  task_id    text COLLATE "C" NOT NULL,
  expires_at bigint,
  PRIMARY KEY(name, key)
);
CREATE INDEX task_unique_expiry ON task_unique(expires_at) WHERE expires_at IS NOT NULL;
