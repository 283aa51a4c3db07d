package io.talkoo.engine.internal.run;

import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.TaskRequest;
import java.util.concurrent.Callable;

/** The task whose body runs in the calling thread. */
public final class CurrentTask {
    private static final ThreadLocal<CurrentTask> HERE = new ThreadLocal<>();

    private final TaskSpec spec;
    private final boolean mayBlock;

    private CurrentTask(TaskSpec spec, boolean mayBlock) {
        this.spec = spec;
        this.mayBlock = mayBlock;
    }

    /** What a body does. */
    interface Body {
        Object run() throws Throwable;
    }

    static Object in(TaskSpec task, Body body) throws Throwable {
        CurrentTask outer = HERE.get();
        HERE.set(new CurrentTask(task, false));
        try {
            return body.run();
        } finally {
            HERE.set(outer);
        }
    }

    /** Runs {@code waiting}, in which the body may wait for other tasks. */
    public static <T> T blocking(Callable<T> waiting) throws Exception {
        CurrentTask here = HERE.get();
        HERE.set(here == null ? null : new CurrentTask(here.spec, true));
        try {
            return waiting.call();
        } finally {
            HERE.set(here);
        }
    }

    /** Null in a thread that runs no task's body. */
    public static TaskSpec spec() {
        CurrentTask here = HERE.get();
        return here == null ? null : here.spec;
    }

    /** {@code request} as a child of the task that submits it, unless it says otherwise, or its id may be another one's too. */
    public static TaskRequest asParentOf(TaskRequest request) {
        TaskSpec parent = spec();
        boolean leave = parent == null || request.parentId() != null || request.id() != null;
        return leave ? request : request.toBuilder().parentId(parent.id()).build();
    }

    /** Throws {@link IllegalStateException} in a task's body, outside of {@link #blocking}. */
    public static void refuseToWait(String otherId) {
        CurrentTask here = HERE.get();
        if (here != null && !here.mayBlock) {
            throw new IllegalStateException("Task " + here.spec.id() + " (" + here.spec.name() + ") waits for "
                    + otherId + ": it would keep its slot meanwhile, and once all slots are kept so nothing goes on."
                    + " Use a chain, a chord, a callback or TaskContext.replace; if it has to wait, do so in"
                    + " TaskContext.blocking.");
        }
    }
}
