package io.talkoo.engine.internal.store;

import java.sql.SQLException;
import org.apache.pekko.Done;
import scala.concurrent.Promise;

/** A change of one row. All of its bytes were made in the caller's thread. */
sealed interface Write extends Operation permits TaskWrite, EntityWrite, RowDelete {
    /** The statement that does it. */
    enum Change {
        INSERT_TASK,
        UPDATE_TASK,
        DELETE_TASK,
        SAVE_ENTITY,
        DELETE_ENTITY
    }

    @Override
    Promise<Done> promise();

    Change change();

    /** The row's id. */
    String key();

    /** The revision the row has after this write. */
    long revision();

    /** The size of the row's state. */
    int dataBytes();

    void bind(RowValues to) throws SQLException;
}
