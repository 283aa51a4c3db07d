package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.UniqueUntil;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;

/** Who has which key to itself, in the transaction that stores, starts or ends a task. Of the writer's thread. */
final class UniqueKeys {
    static final String PURGE = "DELETE FROM task_unique WHERE expires_at IS NOT NULL AND expires_at <= ?";

    private static final String DELETE_EXPIRED =
            "DELETE FROM task_unique WHERE name = ? AND key = ? AND expires_at <= ?";

    private static final String CLAIM = """
            INSERT INTO task_unique(name, key, task_id, expires_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING""";

    private static final String HOLDER = """
            SELECT task_id FROM task_unique WHERE name = ? AND key = ? AND EXISTS (
                SELECT 1 FROM task WHERE task.id = task_unique.task_id)""";

    // Its task was forgotten.
    private static final String DELETE_LEFT_OVER = """
            DELETE FROM task_unique WHERE name = ? AND key = ? AND NOT EXISTS (
                SELECT 1 FROM task WHERE task.id = task_unique.task_id)""";

    private static final String FREE = "DELETE FROM task_unique WHERE name = ? AND key = ? AND task_id = ?";

    /** Another node may free the key between a look and the next. */
    private static final int MOST_LOOKS = 5;

    private UniqueKeys() {}

    /** Stores the task, unless another one has its key or its id is known. */
    static Claim store(Session session, TaskWrite row) throws SQLException {
        String holder = claim(session, row.task().spec());
        if (holder != null) {
            return new Claim(holder, false);
        }
        boolean stored = session.dialect().write(session, row.change(), List.of(row))[0] > 0;
        if (!stored) {
            free(session, row.task().spec());
        }
        return new Claim(row.key(), stored);
    }

    /** Takes the key; returns who has it already, or null. */
    private static String claim(Session session, TaskSpec spec) throws SQLException {
        for (int look = 1; look <= MOST_LOOKS; look++) {
            deleteExpired(session, spec);
            if (claimed(session, spec)) {
                return null;
            }
            PreparedStatement holder = key(session.prepared(HOLDER), spec);
            try (ResultSet row = holder.executeQuery()) {
                if (row.next()) {
                    return row.getString(1);
                }
            }
            key(session.prepared(DELETE_LEFT_OVER), spec).executeUpdate();
        }
        throw new StoreUnavailableException("the key of the task changes hands at this moment; try again");
    }

    private static void deleteExpired(Session session, TaskSpec spec) throws SQLException {
        PreparedStatement delete = key(session.prepared(DELETE_EXPIRED), spec);
        delete.setLong(3, Millis.floor(spec.createdAt()));
        delete.executeUpdate();
    }

    private static boolean claimed(Session session, TaskSpec spec) throws SQLException {
        PreparedStatement claim = key(session.prepared(CLAIM), spec);
        claim.setString(3, spec.id());
        UniqueUntil until = spec.unique().until();
        if (until.kind() == UniqueUntil.Kind.ELAPSED) {
            claim.setLong(4, Millis.ceil(spec.createdAt().plus(until.elapsed())));
        } else {
            claim.setNull(4, Types.BIGINT);
        }
        return claim.executeUpdate() > 0;
    }

    private static PreparedStatement key(PreparedStatement statement, TaskSpec spec) throws SQLException {
        statement.setString(1, spec.name());
        statement.setString(2, spec.unique().key());
        return statement;
    }

    /** Gives the keys back of those tasks that have had them long enough. */
    static void free(Session session, Collection<? extends Write> written) throws SQLException {
        for (Write each : written) {
            if (each instanceof TaskWrite row && row.freesKey()) {
                free(session, row.task().spec());
            }
        }
    }

    private static void free(Session session, TaskSpec spec) throws SQLException {
        PreparedStatement free = key(session.prepared(FREE), spec);
        free.setString(3, spec.id());
        free.executeUpdate();
    }
}
