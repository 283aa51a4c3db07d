package io.talkoo.engine.internal.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads the rows of persistent actors other than tasks. */
final class EntityRows {
    private static final String FIND =
            "SELECT revision, tag, serializer_id, manifest, data FROM entity_state WHERE persistence_id = ?";

    private EntityRows() {}

    static Optional<EntityState> find(Session session, String persistenceId) throws SQLException {
        PreparedStatement find = session.prepared(FIND);
        find.setString(1, persistenceId);
        try (ResultSet row = find.executeQuery()) {
            return row.next() ? Optional.of(read(persistenceId, row)) : Optional.empty();
        }
    }

    private static EntityState read(String persistenceId, ResultSet row) throws SQLException {
        return new EntityState(
                persistenceId, row.getLong(1), row.getString(2), row.getInt(3), row.getString(4), row.getBytes(5));
    }
}
