-- Where a task waits within its queue; '' is the lane of all that need none of their own. Rows of one lane have the same task
-- type, limit key and fair key, so that a limit which grants nothing holds up its own lanes and no others.
ALTER TABLE task ADD COLUMN lane text COLLATE "C" NOT NULL DEFAULT '';

DROP INDEX task_open;
CREATE INDEX task_open ON task(part, queue, lane, priority DESC, due_at, id) WHERE state < 10;
