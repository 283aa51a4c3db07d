package io.talkoo.engine.internal.task;

import java.time.Duration;
import java.time.Instant;

/**
 * A run as it is handed to a worker outside of the node. Null is none.
 *
 * @param task as it was given out
 * @param timeLimit of this attempt
 * @param softTimeLimit of this attempt
 * @param deadline when {@code timeLimit} ends it
 * @param trace the span of the run, as {@code trace.Carried} writes it
 */
public record Handout(
        TaskRecord task, Run run, Duration timeLimit, Duration softTimeLimit, Instant deadline, String trace) {}
