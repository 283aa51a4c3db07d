package io.talkoo.engine.internal.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Gathers rows by column: one array each, so that a statement takes all of them with a fixed number of parameters. */
final class ArrayValues implements RowValues {
    private record Column(String type, Object[] values) {}

    private final List<Column> columns = new ArrayList<>();
    private final int rows;
    private int row;
    private int column;

    ArrayValues(int rows) {
        this.rows = rows;
    }

    void add(Bound values) throws SQLException {
        column = 0;
        values.bind(this);
        row++;
    }

    void bind(PreparedStatement statement, Connection connection) throws SQLException {
        int index = 1;
        for (Column each : columns) {
            statement.setArray(index++, connection.createArrayOf(each.type(), each.values()));
        }
    }

    @Override
    public void text(String value) {
        if (row == 0) {
            columns.add(new Column("text", new String[rows]));
        }
        put(value);
    }

    @Override
    public void number(long value) {
        addNumbers();
        put(value);
    }

    @Override
    public void noNumber() {
        addNumbers();
        put(null);
    }

    private void addNumbers() {
        if (row == 0) {
            columns.add(new Column("int8", new Long[rows]));
        }
    }

    @Override
    public void bytes(byte[] value) {
        if (row == 0) {
            columns.add(new Column("bytea", new byte[rows][]));
        }
        put(value);
    }

    private void put(Object value) {
        columns.get(column++).values()[row] = value;
    }
}
