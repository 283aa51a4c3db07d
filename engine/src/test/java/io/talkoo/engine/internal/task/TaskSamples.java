package io.talkoo.engine.internal.task;

import io.talkoo.protocol.Expires;
import io.talkoo.protocol.JsonBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Submits for tests of the actors. */
public final class TaskSamples {
    private TaskSamples() {}

    public static TaskSpec spec(String id, Instant now) {
        return spec(id, "default", 5, now, null, null);
    }

    /** A task with a place among others. */
    public static TaskSpec spec(String id, Instant now, Flow flow) {
        return sample("work", id, 5, now, flow, Lane.NONE);
    }

    /** A task in a lane of its queue. */
    public static TaskSpec spec(String id, int priority, String lane) {
        return sample("work", id, priority, Instant.EPOCH, Flow.NONE, lane);
    }

    /** A task of another type. */
    public static TaskSpec named(String name, String id, Instant now) {
        return sample(name, id, 5, now, Flow.NONE, Lane.NONE);
    }

    private static TaskSpec sample(String name, String id, int priority, Instant now, Flow flow, String lane) {
        return new TaskSpec(
                id,
                name,
                "default",
                priority,
                JsonBytes.EMPTY_ARRAY,
                JsonBytes.EMPTY_OBJECT,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                false,
                Duration.ofHours(24),
                null,
                id,
                null,
                Map.of(),
                now,
                flow,
                lane,
                null,
                null,
                null);
    }

    /**
     * @param eta null is at once
     * @param expiresAt null is never
     */
    public static TaskSpec spec(String id, String queue, int priority, Instant now, Instant eta, Instant expiresAt) {
        return new TaskSpec(
                id,
                "work",
                queue,
                priority,
                JsonBytes.EMPTY_ARRAY,
                JsonBytes.EMPTY_OBJECT,
                null,
                eta,
                expiresAt == null ? null : Expires.at(expiresAt),
                expiresAt,
                null,
                null,
                null,
                false,
                false,
                Duration.ofHours(24),
                null,
                id,
                null,
                Map.of(),
                now);
    }
}
