package io.talkoo.engine.internal.run;

import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.TaskRequest;
import java.util.concurrent.Callable;
import org.slf4j.MDC;

/** The task whose body runs in the calling thread; its log lines name it, by SLF4J's MDC. */
public final class CurrentTask {
    private static final ThreadLocal<CurrentTask> HERE = new ThreadLocal<>();
    private static final String ID = "task.id";
    private static final String NAME = "task.name";
    private static final String ATTEMPT = "task.attempt";

    private final TaskSpec spec;
    private final int attempt;
    private final boolean mayBlock;

    private CurrentTask(TaskSpec spec, int attempt, boolean mayBlock) {
        this.spec = spec;
        this.attempt = attempt;
        this.mayBlock = mayBlock;
    }

    /** What a body does. */
    interface Body {
        Object run() throws Throwable;
    }

    static Object in(TaskRecord task, Body body) throws Throwable {
        CurrentTask outer = HERE.get();
        enter(new CurrentTask(task.spec(), task.retries() + 1, false));
        try {
            return body.run();
        } finally {
            enter(outer);
        }
    }

    /** @param task null where none runs */
    private static void enter(CurrentTask task) {
        HERE.set(task);
        if (task == null) {
            MDC.remove(ID);
            MDC.remove(NAME);
            MDC.remove(ATTEMPT);
        } else {
            MDC.put(ID, task.spec.id());
            MDC.put(NAME, task.spec.name());
            MDC.put(ATTEMPT, String.valueOf(task.attempt));
        }
    }

    /** Runs {@code waiting}, in which the body may wait for other tasks. */
    public static <T> T blocking(Callable<T> waiting) throws Exception {
        CurrentTask here = HERE.get();
        HERE.set(here == null ? null : new CurrentTask(here.spec, here.attempt, true));
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
