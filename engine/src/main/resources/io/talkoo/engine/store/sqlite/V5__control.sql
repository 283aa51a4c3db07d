-- What is set for the whole cluster while it runs, such as a paused queue. The revision counts an entry's changes, so that of two
-- news of it the later one is known; an entry without a value was taken back.
CREATE TABLE control(
  kind     TEXT    NOT NULL,
  name     TEXT    NOT NULL,
  value    TEXT,
  revision INTEGER NOT NULL,
  PRIMARY KEY(kind, name)
) WITHOUT ROWID;

-- The queues that a task was ever stored for.
CREATE TABLE queue(
  name TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;
INSERT INTO queue(name) SELECT DISTINCT queue FROM task;

-- What a task failed of. Written with a failure alone, and true only of a row that is one (state 11).
ALTER TABLE task ADD COLUMN error_type TEXT;
CREATE INDEX task_failures ON task(error_type, name, finished_at) WHERE state = 11;
