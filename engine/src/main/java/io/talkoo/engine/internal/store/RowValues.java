package io.talkoo.engine.internal.store;

import java.sql.SQLException;

/** Takes the values of a row, one after another, in the order of its statement's parameters. */
interface RowValues {
    /** @param value may be null */
    void text(String value) throws SQLException;

    void number(long value) throws SQLException;

    /** A null in a column of numbers. */
    void noNumber() throws SQLException;

    void bytes(byte[] value) throws SQLException;
}
