package io.talkoo.engine.internal.run;

import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.TaskError;
import java.time.Duration;

/** The time limits of a task type's attempts; null is none. */
public record TimeLimits(Duration hard, Duration soft) {
    /** As the type declares them. */
    public static TimeLimits of(TaskType type) {
        return new TimeLimits(type.timeLimit(), type.softTimeLimit());
    }

    /** What an attempt ends with that took longer than its hard limit. */
    public static TaskError exceeded(Duration hard) {
        return TaskError.of(
                ErrorTypes.TIME_LIMIT_EXCEEDED, "ran longer than its time limit of " + hard.toMillis() / 1000.0 + " s");
    }
}
