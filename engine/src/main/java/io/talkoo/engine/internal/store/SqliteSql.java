package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Write.Change;

/** The statements as SQLite takes them: a row at a time. */
final class SqliteSql {
    static final String INSERT_TASK = """
            INSERT INTO task(state, custom_state, due_at, finished_at, purge_at, attempts, revision, data, id,
                part, queue, name, priority, created_at, expires_at, parent_id, root_id, headers)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT(id) DO NOTHING""";

    static final String UPDATE_TASK = """
            UPDATE task SET state = ?1, custom_state = ?2, due_at = ?3, finished_at = ?4, purge_at = ?5, attempts = ?6,
                revision = ?7, data = ?8
            WHERE id = ?9 AND revision = ?7 - 1""";

    static final String FAIL_TASK = """
            UPDATE task SET state = ?1, custom_state = ?2, due_at = ?3, finished_at = ?4, purge_at = ?5, attempts = ?6,
                revision = ?7, data = ?8, error_type = ?10
            WHERE id = ?9 AND revision = ?7 - 1""";

    static final String INSERT_STEP = """
            INSERT INTO task(state, custom_state, due_at, finished_at, purge_at, attempts, revision, data, id,
                part, queue, name, priority, created_at, expires_at, parent_id, root_id, headers,
                waits, joins, position, lane)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT(id) DO NOTHING""";

    static final String INSERT_TREE = "INSERT INTO workflow(id, tree, created_at) VALUES (?, ?, ?)";

    static final String UPDATE_STEP = """
            UPDATE task SET state = ?1, custom_state = ?2, due_at = ?3, finished_at = ?4, purge_at = ?5, attempts = ?6,
                revision = ?7, data = ?8, waits = ?10, failures = ?11
            WHERE id = ?9 AND revision = ?7 - 1""";

    // The whole of the data is written by whoever knows it; here something is appended to it (see TaskCodec). Joined to
    // a text by SQLite, bytes stay as they are.
    static final String RELEASE = """
            UPDATE task SET
                data = CASE WHEN failures = 0 AND (?3 > 0 OR waits = ?2) THEN CAST(data || ?4 AS BLOB) ELSE data END,
                due_at = CASE WHEN waits = ?2 AND failures + ?3 = 0 AND state = 20 THEN ?5 ELSE due_at END,
                expires_at = CASE WHEN waits = ?2 AND failures + ?3 = 0 AND state = 20
                    THEN coalesce(?6, expires_at) ELSE expires_at END,
                state = CASE WHEN waits = ?2 AND failures + ?3 = 0 AND state = 20 THEN 0 ELSE state END,
                revision = CASE WHEN waits = ?2 THEN revision + 1 ELSE revision END,
                waits = waits - ?2,
                failures = failures + ?3
            WHERE id = ?1 AND waits >= ?2 AND state >= 20
            RETURNING waits, state, revision, name, CASE WHEN waits = 0 THEN data END""";

    // The same for a row that waits for one other and is as it was inserted: its writer knows what it holds.
    static final String RELEASE_STEP = """
            UPDATE task SET due_at = ?1, expires_at = coalesce(?2, expires_at), data = ?3, state = 0,
                revision = revision + 1, waits = 0
            WHERE id = ?4 AND revision = 1 AND state = 20 AND waits = 1 AND failures = 0""";

    // Both: the release, and what is written next.
    static final String UPDATE_RELEASED = """
            UPDATE task SET state = ?1, custom_state = ?2, due_at = ?3, finished_at = ?4, purge_at = ?5, attempts = ?6,
                revision = ?7, data = ?8, expires_at = coalesce(?10, expires_at), waits = 0
            WHERE id = ?9 AND revision = ?7 - 2 AND state = 20 AND waits = 1 AND failures = 0""";

    static final String DELETE_TASK = "DELETE FROM task WHERE id = ?1 AND (?2 = -1 OR revision = ?2 - 1)";

    // A row that is not there is inserted at any revision: an actor that deleted its state may go on and persist again.
    static final String SAVE_ENTITY = """
            INSERT INTO entity_state(persistence_id, revision, tag, serializer_id, manifest, data)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT(persistence_id) DO UPDATE SET revision = excluded.revision, tag = excluded.tag,
                serializer_id = excluded.serializer_id, manifest = excluded.manifest, data = excluded.data
            WHERE entity_state.revision = excluded.revision - 1""";

    static final String DELETE_ENTITY =
            "DELETE FROM entity_state WHERE persistence_id = ?1 AND (?2 = -1 OR revision = ?2 - 1)";

    static final String INSERT_SCHEDULE = """
            INSERT INTO schedule(name, part, next_at, revision, last_run_at, last_task_id, runs, definition)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT(name) DO NOTHING""";

    static final String UPDATE_SCHEDULE = """
            UPDATE schedule SET part = ?2, next_at = ?3, revision = ?4, last_run_at = ?5, last_task_id = ?6, runs = ?7,
                definition = ?8
            WHERE name = ?1 AND revision = ?4 - 1""";

    static final String DELETE_SCHEDULE = "DELETE FROM schedule WHERE name = ?1 AND (?2 = -1 OR revision = ?2 - 1)";

    // What another row gathers stays as long as that one.
    // What takes a group's list has the group for its parent; what failed may run again.
    static final String PURGE = """
            DELETE FROM task WHERE id IN (
                SELECT id FROM task WHERE purge_at IS NOT NULL AND purge_at <= ?
                    AND (joins IS NULL OR NOT EXISTS (SELECT 1 FROM task j WHERE j.id = task.joins))
                    AND (name <> 'talkoo.group' OR (
                        SELECT 1 FROM task h
                        WHERE h.root_id = task.root_id AND h.root_id <> h.id AND h.parent_id = task.id
                            AND h.state <> 10 LIMIT 1) IS NULL)
                ORDER BY purge_at LIMIT ?)""";

    static final String TASK = "SELECT revision, name, data FROM task WHERE id = ?";

    // Not a path into the JSON: there is no way to write every possible key as one.
    static final String HEADER = "EXISTS (SELECT 1 FROM json_each(task.headers) WHERE key = ? AND value = ?)";

    private SqliteSql() {}

    static String of(Change change) {
        return switch (change) {
            case INSERT_TASK -> INSERT_TASK;
            case UPDATE_TASK -> UPDATE_TASK;
            case FAIL_TASK -> FAIL_TASK;
            case INSERT_STEP -> INSERT_STEP;
            case INSERT_TREE -> INSERT_TREE;
            case UPDATE_STEP -> UPDATE_STEP;
            case DELETE_TASK -> DELETE_TASK;
            case SAVE_ENTITY -> SAVE_ENTITY;
            case DELETE_ENTITY -> DELETE_ENTITY;
            case INSERT_SCHEDULE -> INSERT_SCHEDULE;
            case UPDATE_SCHEDULE -> UPDATE_SCHEDULE;
            case DELETE_SCHEDULE -> DELETE_SCHEDULE;
        };
    }
}
