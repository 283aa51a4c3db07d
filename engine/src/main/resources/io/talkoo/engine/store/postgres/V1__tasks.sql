-- Times are epoch milliseconds. States below 10 are open, the others final (see Phase): the partial indexes rest on it,
-- and a query that wants one has to repeat its condition word for word. Texts compare by their bytes, as in SQLite.

CREATE TABLE meta(
  name  text COLLATE "C" PRIMARY KEY,
  value text NOT NULL
);

-- One row is a task's state, its place in the queue, and what lists show. Room is left in the pages, so that the row of
-- a task that ended stays beside the one it replaces, in a page that is written anyway.
CREATE TABLE task(
  id           text COLLATE "C" PRIMARY KEY,
  part         smallint NOT NULL,
  queue        text COLLATE "C" NOT NULL,
  name         text COLLATE "C" NOT NULL,
  state        smallint NOT NULL,
  custom_state text COLLATE "C",
  priority     smallint NOT NULL,
  due_at       bigint   NOT NULL,
  created_at   bigint   NOT NULL,
  expires_at   bigint,
  finished_at  bigint,
  purge_at     bigint,
  attempts     integer  NOT NULL,
  parent_id    text COLLATE "C",
  root_id      text COLLATE "C" NOT NULL,
  headers      text COLLATE "C",
  revision     bigint   NOT NULL,
  data         bytea    NOT NULL
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

-- What waits, in the order it is served.
CREATE INDEX task_open ON task(part, queue, priority DESC, due_at, id) WHERE state < 10;
CREATE INDEX task_expiry ON task(part, expires_at, id) WHERE state < 10 AND expires_at IS NOT NULL;

-- What was created in the same millisecond is sorted by id when it is read: that is little, and ids are long.
CREATE INDEX task_created ON task(created_at);
CREATE INDEX task_parent ON task(parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX task_root ON task(root_id) WHERE root_id <> id;
CREATE INDEX task_purge ON task(purge_at) WHERE purge_at IS NOT NULL;

-- The states of persistent actors other than tasks, as Pekko's serialization wrote them.
CREATE TABLE entity_state(
  persistence_id text COLLATE "C" PRIMARY KEY,
  revision       bigint   NOT NULL,
  tag            text     NOT NULL,
  serializer_id  integer  NOT NULL,
  manifest       text     NOT NULL,
  data           bytea    NOT NULL
) WITH (fillfactor = 70);
