package io.talkoo.engine.internal.run;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for user code. */
public final class TaskThreads {
    /** Name of a pooled thread between two tasks. */
    static final String IDLE = "talkoo-task";

    private TaskThreads() {}

    /** Virtual threads where the JDK has them (21 and later), else a pool of daemon threads that grows as needed. */
    public static ExecutorService perTask() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return Executors.newCachedThreadPool(TaskThreads::daemon);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, IDLE);
        thread.setDaemon(true);
        return thread;
    }
}
