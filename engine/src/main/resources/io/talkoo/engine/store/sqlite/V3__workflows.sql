-- A row may wait for the ends of others: states from 20 on (see Phase). Whoever writes the last of these ends releases it in
-- the same transaction.
ALTER TABLE task ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;

-- The row that gathers this one's result together with those of others, and the place it has among them.
ALTER TABLE task ADD COLUMN joins TEXT;
ALTER TABLE task ADD COLUMN position INTEGER;

-- How a workflow was written, by the row of its result. Not in that row: it is written anew whenever something it waits for
-- ends.
CREATE TABLE workflow(
  id   TEXT NOT NULL PRIMARY KEY REFERENCES task(id) ON DELETE CASCADE,
  tree BLOB NOT NULL
) WITHOUT ROWID;

CREATE INDEX task_joins ON task(joins, position) WHERE joins IS NOT NULL;
