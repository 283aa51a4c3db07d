-- What is set for the whole cluster while it runs, such as a paused queue. The revision counts an entry's changes, so that of two
-- news of it the later one is known; an entry without a value was taken back.
CREATE TABLE control(
  kind     text COLLATE "C" NOT NULL,
  name     text COLLATE "C" NOT NULL,
  value    text,
  revision bigint NOT NULL,
  PRIMARY KEY(kind, name)
);

-- The queues that a task was ever stored for.
CREATE TABLE queue(
  name text COLLATE "C" PRIMARY KEY
);
INSERT INTO queue(name) SELECT DISTINCT queue FROM task;

-- What a task failed of. Written with a failure alone, and true only of a row that is one (state 11).
ALTER TABLE task ADD COLUMN error_type text COLLATE "C";
CREATE INDEX task_failures ON task(error_type, name, finished_at) WHERE state = 11;
