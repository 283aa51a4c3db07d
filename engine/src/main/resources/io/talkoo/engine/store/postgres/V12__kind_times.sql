-- Before what time the tasks of a kind were all created, some seconds ahead: a list of a kind that was used long ago begins its walk
-- there. Nobody knows of a kind whose tasks are gone, and needs to.
ALTER TABLE task_kind ADD COLUMN created_before bigint NOT NULL DEFAULT 0;
UPDATE task_kind SET created_before = newest.created_at + 1
FROM (SELECT queue, name, state, max(created_at) AS created_at FROM task GROUP BY queue, name, state) AS newest
WHERE task_kind.queue = newest.queue AND task_kind.name = newest.name AND task_kind.state = newest.state;
