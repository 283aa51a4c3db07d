package io.talkoo.engine.internal.store;

import java.sql.SQLException;
import java.time.Instant;

/** Takes the values of a row, one after another, in the order of its statement's parameters. */
interface RowValues {
    /** @param value may be null */
    void text(String value) throws SQLException;

    void number(long value) throws SQLException;

    /** A null in a column of numbers. */
    void noNumber() throws SQLException;

    void bytes(byte[] value) throws SQLException;

    /** @param value is rounded up to a millisecond; may be null */
    default void time(Instant value) throws SQLException {
        if (value == null) {
            noNumber();
        } else {
            number(Millis.ceil(value));
        }
    }
}
