package io.talkoo.engine.internal.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** The id of the task that a tick makes. */
public final class TickId {
    private TickId() {}

    /** The same schedule and the same instant are the same task, whoever makes it and how often. */
    public static String of(String schedule, Instant tick) {
        String text = "talkoo.schedule:" + schedule + "@" + tick.toEpochMilli();
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
