package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Write.Change;

/** The statements as PostgreSQL takes them: a batch has an array for each column. */
final class PostgresSql {
    static final String INSERT_TASK = """
            INSERT INTO task(state, custom_state, due_at, finished_at, purge_at, attempts, revision, data, id,
                part, queue, name, priority, created_at, expires_at, parent_id, root_id, headers)
            SELECT * FROM unnest(?::int8[], ?::text[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::bytea[],
                ?::text[], ?::int8[], ?::text[], ?::text[], ?::int8[], ?::int8[], ?::int8[], ?::text[], ?::text[],
                ?::text[])
            ON CONFLICT (id) DO NOTHING RETURNING id""";

    static final String UPDATE_TASK = """
            UPDATE task SET state = u.state, custom_state = u.custom_state, due_at = u.due_at,
                finished_at = u.finished_at, purge_at = u.purge_at, attempts = u.attempts, revision = u.revision,
                data = u.data
            FROM unnest(?::int8[], ?::text[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::bytea[],
                ?::text[]) AS u(state, custom_state, due_at, finished_at, purge_at, attempts, revision, data, id)
            WHERE task.id = u.id AND task.revision = u.revision - 1 RETURNING task.id""";

    static final String FAIL_TASK = """
            UPDATE task SET state = u.state, custom_state = u.custom_state, due_at = u.due_at,
                finished_at = u.finished_at, purge_at = u.purge_at, attempts = u.attempts, revision = u.revision,
                data = u.data, error_type = u.error_type
            FROM unnest(?::int8[], ?::text[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::bytea[],
                ?::text[], ?::text[])
                AS u(state, custom_state, due_at, finished_at, purge_at, attempts, revision, data, id, error_type)
            WHERE task.id = u.id AND task.revision = u.revision - 1 RETURNING task.id""";

    static final String INSERT_STEP = """
            INSERT INTO task(state, custom_state, due_at, finished_at, purge_at, attempts, revision, data, id,
                part, queue, name, priority, created_at, expires_at, parent_id, root_id, headers,
                waits, joins, position, lane)
            SELECT * FROM unnest(?::int8[], ?::text[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::bytea[],
                ?::text[], ?::int8[], ?::text[], ?::text[], ?::int8[], ?::int8[], ?::int8[], ?::text[], ?::text[],
                ?::text[], ?::int8[], ?::text[], ?::int8[], ?::text[])
            ON CONFLICT (id) DO NOTHING RETURNING id""";

    static final String INSERT_TREE = """
            INSERT INTO workflow(id, tree, created_at) SELECT * FROM unnest(?::text[], ?::bytea[], ?::int8[])
            RETURNING id""";

    static final String UPDATE_STEP = """
            UPDATE task SET state = u.state, custom_state = u.custom_state, due_at = u.due_at,
                finished_at = u.finished_at, purge_at = u.purge_at, attempts = u.attempts, revision = u.revision,
                data = u.data, waits = u.waits, failures = u.failures
            FROM unnest(?::int8[], ?::text[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::bytea[],
                ?::text[], ?::int8[], ?::int8[])
                AS u(state, custom_state, due_at, finished_at, purge_at, attempts, revision, data, id, waits, failures)
            WHERE task.id = u.id AND task.revision = u.revision - 1 RETURNING task.id""";

    // The whole of the data is written by whoever knows it; here something is appended to it (see TaskCodec).
    static final String RELEASE = """
            UPDATE task SET
                data = CASE WHEN failures = 0 AND (r.failed > 0 OR waits = r.ended)
                    THEN data || r.section ELSE data END,
                due_at = CASE WHEN waits = r.ended AND failures + r.failed = 0 AND state = 20
                    THEN r.due_at ELSE task.due_at END,
                expires_at = CASE WHEN waits = r.ended AND failures + r.failed = 0 AND state = 20
                    THEN coalesce(r.expires_at, task.expires_at) ELSE task.expires_at END,
                state = CASE WHEN waits = r.ended AND failures + r.failed = 0 AND state = 20 THEN 0 ELSE state END,
                revision = CASE WHEN waits = r.ended THEN revision + 1 ELSE revision END,
                waits = waits - r.ended,
                failures = failures + r.failed
            FROM unnest(?::text[], ?::int8[], ?::int8[], ?::bytea[], ?::int8[], ?::int8[])
                AS r(id, ended, failed, section, due_at, expires_at)
            WHERE task.id = r.id AND task.waits >= r.ended AND task.state >= 20
            RETURNING task.waits, task.state, task.revision, task.name,
                CASE WHEN task.waits = 0 THEN task.data END, task.id""";

    static final String DELETE_TASK = """
            DELETE FROM task USING unnest(?::text[], ?::int8[]) AS d(id, revision)
            WHERE task.id = d.id AND (d.revision = -1 OR task.revision = d.revision - 1) RETURNING task.id""";

    // A row that is not there is inserted at any revision: an actor that deleted its state may go on and persist again.
    static final String SAVE_ENTITY = """
            INSERT INTO entity_state(persistence_id, revision, tag, serializer_id, manifest, data)
            SELECT * FROM unnest(?::text[], ?::int8[], ?::text[], ?::int8[], ?::text[], ?::bytea[])
            ON CONFLICT (persistence_id) DO UPDATE SET revision = excluded.revision, tag = excluded.tag,
                serializer_id = excluded.serializer_id, manifest = excluded.manifest, data = excluded.data
            WHERE entity_state.revision = excluded.revision - 1 RETURNING persistence_id""";

    static final String DELETE_ENTITY = """
            DELETE FROM entity_state e USING unnest(?::text[], ?::int8[]) AS d(persistence_id, revision)
            WHERE e.persistence_id = d.persistence_id AND (d.revision = -1 OR e.revision = d.revision - 1)
            RETURNING e.persistence_id""";

    static final String INSERT_SCHEDULE = """
            INSERT INTO schedule(name, part, next_at, revision, last_run_at, last_task_id, runs, definition)
            SELECT * FROM unnest(?::text[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::text[], ?::int8[], ?::bytea[])
            ON CONFLICT (name) DO NOTHING RETURNING name""";

    static final String UPDATE_SCHEDULE = """
            UPDATE schedule SET part = u.part, next_at = u.next_at, revision = u.revision, last_run_at = u.last_run_at,
                last_task_id = u.last_task_id, runs = u.runs, definition = u.definition
            FROM unnest(?::text[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::text[], ?::int8[], ?::bytea[])
                AS u(name, part, next_at, revision, last_run_at, last_task_id, runs, definition)
            WHERE schedule.name = u.name AND schedule.revision = u.revision - 1 RETURNING schedule.name""";

    static final String DELETE_SCHEDULE = """
            DELETE FROM schedule USING unnest(?::text[], ?::int8[]) AS d(name, revision)
            WHERE schedule.name = d.name AND (d.revision = -1 OR schedule.revision = d.revision - 1)
            RETURNING schedule.name""";

    // Several nodes delete at the same time: what another one has in hand is left to it. What another row gathers stays
    // as long as that one.
    // What takes a group's list has the group for its parent; what failed may run again.
    static final String PURGE = """
            WITH old AS MATERIALIZED (
                SELECT id FROM task WHERE purge_at IS NOT NULL AND purge_at <= ?
                    AND (joins IS NULL OR NOT EXISTS (SELECT 1 FROM task j WHERE j.id = task.joins))
                    AND (name <> 'talkoo.group' OR (
                        SELECT 1 FROM task h
                        WHERE h.root_id = task.root_id AND h.root_id <> h.id AND h.parent_id = task.id
                            AND h.state <> 10 LIMIT 1) IS NULL)
                ORDER BY purge_at LIMIT ? FOR UPDATE SKIP LOCKED)
            DELETE FROM task USING old WHERE task.id = old.id""";

    static final String TAKE_FROM_INBOX = """
            DELETE FROM task_inbox WHERE id IN (
                SELECT id FROM task_inbox ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING id, root_id, request""";

    static final String TASKS = "SELECT id, revision, name, data FROM task WHERE id = ANY(?)";

    static final String LOCKED = TASKS + " FOR UPDATE";

    static final String PROBE = """
            INSERT INTO meta(name, value) VALUES ('probe', '')
            ON CONFLICT (name) DO UPDATE SET value = excluded.value""";

    private PostgresSql() {}

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
