package io.talkoo.engine.internal.run;

import java.time.Duration;

/** The time limits of a task type's attempts; null is none. */
public record TimeLimits(Duration hard, Duration soft) {
    /** As the type declares them. */
    public static TimeLimits of(TaskType type) {
        return new TimeLimits(type.timeLimit(), type.softTimeLimit());
    }
}
