package io.talkoo.benchmark;

import io.talkoo.protocol.Json;
import io.talkoo.protocol.TaskStatus;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * One run of a task, as the task itself saw it, in nanoseconds of {@link System#nanoTime}: all processes of a Linux machine
 * read the same clock there.
 */
record Span(String node, long startNanos, long endNanos) {
    /** Runs for {@code millis}. */
    static Span ofSleep(String node, long millis) throws InterruptedException {
        long start = System.nanoTime();
        Thread.sleep(millis);
        return new Span(node, start, System.nanoTime());
    }

    /** What a task that succeeded has told. */
    static Span of(TaskStatus status) {
        try {
            return Json.mapper().readValue(status.result().utf8(), Span.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
