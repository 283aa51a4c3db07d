package io.talkoo.engine.internal.store;

import java.util.List;
import org.apache.pekko.Done;
import scala.concurrent.Promise;

/**
 * The rows of a workflow: all of them are inserted, or none if the first is there already.
 *
 * @param rows at least one
 */
record WorkflowWrite(List<TaskWrite> rows, TreeWrite tree, Promise<Done> promise) implements Operation {
    TaskWrite first() {
        return rows.get(0);
    }

    List<TaskWrite> others() {
        return rows.subList(1, rows.size());
    }
}
