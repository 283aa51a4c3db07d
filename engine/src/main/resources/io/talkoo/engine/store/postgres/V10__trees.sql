-- A task's children have its root: one index serves whoever asks for a tree and whoever asks for children.
DROP INDEX task_parent;
DROP INDEX task_root;
CREATE INDEX task_tree ON task(root_id, parent_id) WHERE root_id <> id;

-- That of the row with the result: a tree is asked for by it as well.
UPDATE workflow SET created_at = task.created_at FROM task
WHERE task.id = workflow.id AND task.created_at <> workflow.created_at;
