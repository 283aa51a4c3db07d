-- The kinds of tasks that were ever stored: a list of a kind that is not here is empty, and no task is looked at for it. Written with
-- the first task of each, in its transaction. Kinds stay when their tasks go: queues exist from the first task on.
CREATE TABLE task_kind(
  queue text COLLATE "C" NOT NULL,
  name  text COLLATE "C" NOT NULL,
  state smallint         NOT NULL,
  PRIMARY KEY(queue, name, state)
);
CREATE INDEX task_kind_name ON task_kind(name, state);
INSERT INTO task_kind SELECT DISTINCT queue, name, state FROM task;

-- Of a queue whose tasks are gone, nobody knows what they were.
INSERT INTO task_kind SELECT q.name, '', 0 FROM queue q WHERE NOT EXISTS (SELECT 1 FROM task_kind k WHERE k.queue = q.name);
DROP TABLE queue;
