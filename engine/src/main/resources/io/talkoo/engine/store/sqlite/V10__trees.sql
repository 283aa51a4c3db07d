-- A task's children have its root: one index serves whoever asks for a tree and whoever asks for children.
DROP INDEX task_parent;
DROP INDEX task_root;
CREATE INDEX task_tree ON task(root_id, parent_id) WHERE root_id <> id;

-- In the order they are listed in, so that a workflow is in one B-tree and not in two. A tree goes with the row of its result.
CREATE TABLE tree(
  created_at INTEGER NOT NULL,
  id         TEXT    NOT NULL,
  tree       BLOB    NOT NULL,
  PRIMARY KEY(created_at, id)
) WITHOUT ROWID;
INSERT INTO tree SELECT t.created_at, w.id, w.tree FROM workflow w JOIN task t ON t.id = w.id;
DROP TABLE workflow;
ALTER TABLE tree RENAME TO workflow;

CREATE TRIGGER task_deleted AFTER DELETE ON task BEGIN
  DELETE FROM workflow WHERE created_at = OLD.created_at AND id = OLD.id;
END;
