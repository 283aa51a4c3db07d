package io.talkoo.engine;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method a task. The method may have any visibility and be static; a {@link TaskContext} as its first parameter
 * is handed in, all others are arguments, read from JSON by position or by name (compile with {@code -parameters}). It
 * may return a value, nothing, or a {@link java.util.concurrent.CompletionStage}.
 *
 * <p>What is left out comes from the engine's settings ({@code talkoo.tasks}). Durations are text with a unit, such as
 * {@code "90s"} or {@code "5 minutes"}. A value that cannot be used is reported when the engine is built, together with
 * all others.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Task {
    /** Stands for "as the engine's settings say" where a number is asked for. */
    int UNSET = Integer.MIN_VALUE;

    /** Name by which it is submitted; left out, {@code Class.method} with the class's simple name. */
    String name() default "";

    /** Queue it waits in; 1 to 128 of {@code A-Za-z0-9._:-}. */
    String queue() default "";

    /** 0 lowest to 9 first. */
    int priority() default UNSET;

    /** Retries after the first attempt; 0 is none, -1 is without end. Does not by itself cause any. */
    int maxRetries() default UNSET;

    /** Delay before the first retry. */
    String retryDelay() default "";

    /** Whether the delay grows with each retry: by the engine's factor, or not at all. At most one value. */
    boolean[] retryBackoff() default {};

    /** Cap of the grown delay. */
    String retryMaxDelay() default "";

    /** Whether a delay is drawn at random between nothing and itself. At most one value. */
    boolean[] retryJitter() default {};

    /** Throwables, their subclasses included, after which it is retried by itself. */
    Class<? extends Throwable>[] autoRetryFor() default {};

    /** Exceptions to {@link #autoRetryFor} and to a retry policy of the submit, their subclasses included. */
    Class<? extends Throwable>[] dontAutoRetryFor() default {};

    /** Hard limit of one attempt: then it fails with {@code talkoo.TimeLimitExceeded}. */
    String timeLimit() default "";

    /** Soft limit of one attempt: then it is interrupted and may clean up; not above the hard one. */
    String softTimeLimit() default "";

    /** Starts in a time of all its tasks, across the cluster: {@code "10/s"}, {@code "10/m"} or {@code "100/h"}. */
    String rateLimit() default "";

    /** Runs at once of all its tasks, across the cluster; from 1. */
    int maxConcurrency() default UNSET;

    /**
     * What tells apart the tasks that {@link #keyRateLimit} and {@link #keyMaxConcurrency} are for: the name of a parameter,
     * {@code "parameter.field"} within it, or {@code "header:name"}. A task without a value there has the type's limits alone.
     */
    String limitKey() default "";

    /** Starts in a time of the tasks with the same {@link #limitKey}, across the cluster. */
    String keyRateLimit() default "";

    /** Runs at once of the tasks with the same {@link #limitKey}, across the cluster; from 1. */
    int keyMaxConcurrency() default UNSET;

    /**
     * By what its queue is shared out fairly: those with different keys take turns, however many tasks each has. Written as
     * {@link #limitKey}; a submit may name its key itself.
     */
    String fairKey() default "";

    /**
     * Of its tasks with the same key there is one at a time: who submits another is answered with the first. Where the key is
     * found is written as {@link #limitKey}; a task without a value there is not held to it, and a submit may name its key
     * itself. Workflows and schedules with such a task are refused. Of those that
     * {@link io.talkoo.protocol.TransactionalClient} submits, a duplicate is REVOKED, and its error names the first.
     */
    String uniqueKey() default "";

    /** How long a task has its {@link #uniqueKey} to itself: {@code "started"}, {@code "ready"}, or a time from its submit on. */
    String uniqueUntil() default "ready";

    /** Whether the return value is dropped. */
    boolean ignoreResult() default false;

    /** How long the task and its result are kept after its end. */
    String resultExpires() default "";

    /** What happens when its node dies while it runs. */
    Delivery deliver() default Delivery.AT_LEAST_ONCE;

    /** When its STARTED is written to the store: {@code "always"}, {@code "never"} or after a duration. */
    String trackStarted() default "";
}
