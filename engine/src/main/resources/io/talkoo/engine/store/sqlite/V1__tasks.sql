-- Times are epoch milliseconds. States below 10 are open, the others final (see Phase): the partial indexes rest on it,
-- and a query that wants one has to repeat its condition word for word.

CREATE TABLE meta(
  name  TEXT NOT NULL PRIMARY KEY,
  value NOT NULL
) WITHOUT ROWID;

-- One row is a task's state, its place in the queue, and what lists show.
CREATE TABLE task(
  id           TEXT    NOT NULL PRIMARY KEY,
  part         INTEGER NOT NULL,
  queue        TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  state        INTEGER NOT NULL,
  custom_state TEXT,
  priority     INTEGER NOT NULL,
  due_at       INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER,
  finished_at  INTEGER,
  purge_at     INTEGER,
  attempts     INTEGER NOT NULL,
  parent_id    TEXT,
  root_id      TEXT    NOT NULL,
  headers      TEXT,
  revision     INTEGER NOT NULL,
  data         BLOB    NOT NULL
) WITHOUT ROWID;

-- What waits, in the order it is served. The state stands in the index only because queries name it: without it SQLite
-- reads the row of every entry it passes, which costs twenty times as much.
CREATE INDEX task_open ON task(part, queue, priority DESC, due_at, id, state) WHERE state < 10;
CREATE INDEX task_expiry ON task(part, expires_at, id, state) WHERE state < 10 AND expires_at IS NOT NULL;

-- The id is the last column of these by itself.
CREATE INDEX task_created ON task(created_at);
CREATE INDEX task_parent ON task(parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX task_root ON task(root_id) WHERE root_id <> id;
CREATE INDEX task_purge ON task(purge_at) WHERE purge_at IS NOT NULL;

-- The states of persistent actors other than tasks, as Pekko's serialization wrote them.
CREATE TABLE entity_state(
  persistence_id TEXT    NOT NULL PRIMARY KEY,
  revision       INTEGER NOT NULL,
  tag            TEXT    NOT NULL,
  serializer_id  INTEGER NOT NULL,
  manifest       TEXT    NOT NULL,
  data           BLOB    NOT NULL
) WITHOUT ROWID;
