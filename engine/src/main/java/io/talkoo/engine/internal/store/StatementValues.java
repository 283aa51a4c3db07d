package io.talkoo.engine.internal.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** Binds a row to a statement that writes one. */
final class StatementValues implements RowValues {
    private final PreparedStatement statement;
    private int next;

    StatementValues(PreparedStatement statement) {
        this.statement = statement;
    }

    void bind(Bound row) throws SQLException {
        next = 1;
        row.bind(this);
    }

    @Override
    public void text(String value) throws SQLException {
        statement.setString(next++, value);
    }

    @Override
    public void number(long value) throws SQLException {
        statement.setLong(next++, value);
    }

    @Override
    public void noNumber() throws SQLException {
        statement.setNull(next++, Types.BIGINT);
    }

    @Override
    public void bytes(byte[] value) throws SQLException {
        statement.setBytes(next++, value);
    }
}
