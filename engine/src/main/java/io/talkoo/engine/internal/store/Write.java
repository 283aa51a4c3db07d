package io.talkoo.engine.internal.store;

import org.apache.pekko.Done;
import scala.concurrent.Promise;

/** A change of one row. All of its bytes were made in the caller's thread. */
sealed interface Write extends Operation, Bound permits TaskWrite, TreeWrite, EntityWrite, RowDelete {
    /** The statement that does it. */
    enum Change {
        INSERT_TASK,
        UPDATE_TASK,
        /** A task that ends as FAILURE. */
        FAIL_TASK,
        /** A task that belongs to a workflow. */
        INSERT_STEP,
        /** How a workflow was written. */
        INSERT_TREE,
        /** A task that waits for others from now on. */
        UPDATE_STEP,
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
}
