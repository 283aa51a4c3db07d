package io.talkoo.engine.internal.store;

import java.sql.SQLException;

/** The values of one row of a statement. */
interface Bound {
    /** Binds them in the order of the statement's parameters. */
    void bind(RowValues to) throws SQLException;
}
