package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.task.TaskRecord;
import java.util.List;
import java.util.function.Supplier;

/** Told of every transaction with rows of tasks, once it is committed and before anybody else knows of them. */
@FunctionalInterface
public interface CommitListener {
    /**
     * Called in the store's thread.
     *
     * @param tasks what was written; who asks for it has to do so at once
     * @param nanos how long the transaction took
     */
    void committed(Supplier<List<TaskRecord>> tasks, long nanos);
}
