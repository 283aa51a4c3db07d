package io.talkoo.engine;

import io.talkoo.protocol.Misfire;
import io.talkoo.protocol.Overlap;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a {@link Task} run again and again, once for each tick in the whole cluster. The method takes no arguments but a
 * {@link TaskContext}.
 *
 * <p>The schedule is stored when an engine with the task starts, and stays stored: what is changed here replaces it at the
 * next start without losing its history, one that was paused stays paused, and one whose annotation is taken away goes on
 * until it is deleted ({@link Schedules#delete}).
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Scheduled {
    /** Name of the schedule, 1 to 128 of {@code A-Za-z0-9._:-}; left out, that of the task. */
    String name() default "";

    /** Five fields (minute, hour, day of month, month, day of week), or six with seconds first. This or {@link #every}. */
    String cron() default "";

    /** Whose clock {@link #cron} goes by, such as {@code "Europe/Helsinki"}; left out, UTC. */
    String zone() default "";

    /** Time from one tick to the next, with its unit: {@code "30s"}. At least 10 ms. */
    String every() default "";

    /** What a tick does while the task of the last one is not ready. */
    Overlap overlap() default Overlap.ALLOW;

    /** What is done about ticks that were missed while no node was up. */
    Misfire misfire() default Misfire.RUN_ONCE;
}
