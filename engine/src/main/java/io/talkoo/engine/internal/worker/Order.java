package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import java.util.Comparator;

/** The order in which waiting tasks are served: the highest priority first, equal ones as they became due. */
final class Order {
    static final Comparator<TaskRecord> TASKS = Comparator.<TaskRecord>comparingInt(
                    task -> -task.spec().priority())
            .thenComparing(TaskRecord::dueAt)
            .thenComparing(TaskRecord::id);

    static final Comparator<StoredTask> STORED = (a, b) -> TASKS.compare(a.task(), b.task());

    private Order() {}
}
