package io.talkoo.benchmark;

/** A task from its acknowledgement to its end; the times are of the same clock as those of its {@link Span}. */
record ServedTask(long acceptedNanos, Span span) {
    long waitedNanos() {
        return span.startNanos() - acceptedNanos;
    }
}
