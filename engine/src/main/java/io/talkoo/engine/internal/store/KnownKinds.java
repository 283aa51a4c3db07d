package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.FilterConditions.Condition;
import io.talkoo.engine.internal.task.Phase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the tasks of a list before one of them is looked at ({@code engine/decisions/0030-kinds.md}).
 *
 * @param createdBeforeMillis they were all created before this time
 * @param waitForOthers whether there may be any that wait for others, and so are not in the index of the open tasks
 */
record KnownKinds(long createdBeforeMillis, boolean waitForOthers) {
    /** Empty if there never was such a task. */
    static Optional<KnownKinds> of(Session session, List<Condition> conditions) throws SQLException {
        try (PreparedStatement select = session.prepareOnce(sql(conditions))) {
            FilterConditions.bind(select, conditions);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long createdBefore = row.getLong(1);
                return row.wasNull()
                        ? Optional.empty()
                        : Optional.of(new KnownKinds(createdBefore, row.getInt(2) >= Phase.BLOCKED.code()));
            }
        }
    }

    static String sql(List<Condition> conditions) {
        return "SELECT max(created_before), max(state) FROM task_kind WHERE " + FilterConditions.sql(conditions);
    }
}
