package io.talkoo.engine;

/**
 * Runs around every attempt of every task, on the attempt's thread: opens a transaction, sets a tenant, enters an
 * injection scope. What it returns is the task's result, what it throws is the task's exception. For a task that returns
 * a {@link java.util.concurrent.CompletionStage} it sees the stage, not its value. Has to be thread-safe.
 */
@FunctionalInterface
public interface TaskInterceptor {
    /** Calls {@code next.proceed()} once, normally, and returns its value. */
    Object intercept(TaskContext context, Invocation next) throws Exception;

    /** The rest of the attempt: the interceptors further in, then the task itself. */
    @FunctionalInterface
    interface Invocation {
        Object proceed() throws Exception;
    }
}
