package io.talkoo.chaos.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * A time in which a schedule was on, as far as its clients can know: what happened between a call and its answer may be
 * before or after the call took effect.
 *
 * @param mayFrom when it was asked to begin
 * @param mustFrom the first tick that the answer told
 * @param mustUntil the first tick that was not yet worked through shortly before it was to end
 * @param mayUntil when its end was answered
 */
record Span(Instant mayFrom, Instant mustFrom, Instant mustUntil, Instant mayUntil) {
    static final Duration EVERY = Duration.ofSeconds(1);

    /** The ticks that have to have made a task. */
    Stream<Instant> must() {
        return Stream.iterate(mustFrom, tick -> tick.isBefore(mustUntil), tick -> tick.plus(EVERY));
    }

    /** Those, and the ticks that may have made one. */
    Stream<Instant> may() {
        Duration before = mayFrom.isBefore(mustFrom) ? Duration.between(mayFrom, mustFrom) : Duration.ZERO;
        Instant first = mustFrom.minus(EVERY.multipliedBy(before.dividedBy(EVERY)));
        return Stream.iterate(first, tick -> !tick.isAfter(mayUntil), tick -> tick.plus(EVERY));
    }
}
