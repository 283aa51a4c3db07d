package io.talkoo.engine.internal.store;

import java.util.List;
import org.apache.pekko.Done;
import scala.concurrent.Promise;

/** A change of one row. All of its bytes were made in the caller's thread. */
sealed interface Write extends Operation, Bound permits TaskWrite, TreeWrite, EntityWrite, ScheduleWrite, RowDelete {
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
        DELETE_ENTITY,
        INSERT_SCHEDULE,
        UPDATE_SCHEDULE,
        DELETE_SCHEDULE
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

    /** Rows that are inserted with it, if it is written. */
    default List<TaskWrite> starts() {
        return List.of();
    }

    /** What it means to rows that wait for it. */
    default List<ReleaseWrite> releases() {
        return List.of();
    }

    /** Whether more than its own row is to be written. */
    default boolean hasEffects() {
        return !releases().isEmpty() || !starts().isEmpty();
    }
}
