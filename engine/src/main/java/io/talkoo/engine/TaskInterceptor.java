package io.talkoo.engine;

/**
 * Runs around every attempt of every task: opens a transaction, sets a tenant, enters an injection scope. Has to be
 * thread-safe. Given to {@link TaskEngineBuilder#interceptors}, the first outermost; an engine without any does nothing
 * for them.
 *
 * <pre>{@code
 * TaskInterceptor unitOfWork = (context, next) -> {
 *     UnitOfWork unit = units.begin();
 *     CURRENT.set(unit); // what the task's own code asks for
 *     try {
 *         return next.proceed(failure -> unit.end(failure == null));
 *     } finally {
 *         CURRENT.remove();
 *     }
 * };
 * }</pre>
 *
 * <p>It is called on the attempt's thread, with the task's class loader, its log context and its interrupts. What it
 * returns is the task's result, what it throws is the task's exception and judged as such: a retry may follow. It may
 * leave the task out, and fail or answer in its place. Of a map it is around each item. Tasks of workers in other
 * languages are none of its business.
 *
 * <p>A task that returns a {@link java.util.concurrent.CompletionStage} leaves the thread before it ends: what belongs to
 * the thread is to be taken back when {@code proceed} returns, what belongs to the attempt in its {@link Ending}.
 */
@FunctionalInterface
public interface TaskInterceptor {
    /** Calls {@code next} once, normally, and returns what that does. */
    Object intercept(TaskContext context, Invocation next) throws Exception;

    /** The rest of the attempt: the interceptors further in, then the task itself. */
    @FunctionalInterface
    interface Invocation {
        /** Calls it; answers what the task returned, the stage where it is a stage. */
        Object proceed() throws Exception;

        /**
         * As {@link #proceed()}, and has {@code ending} called once when the task's code has ended: before this returns, or, of a
         * stage, on the thread that completes it, before the task is ready. Of several the innermost is called first.
         */
        default Object proceed(Ending ending) throws Exception {
            return Endings.proceed(this, ending);
        }
    }

    /** What is to be done when the task's code has ended. */
    @FunctionalInterface
    interface Ending {
        /**
         * What it throws becomes the task's exception, or is added to that as suppressed.
         *
         * @param failure what the task threw, a {@code retry} or {@code replace} of its context included; null if it returned
         */
        void ended(Throwable failure) throws Exception;
    }
}
