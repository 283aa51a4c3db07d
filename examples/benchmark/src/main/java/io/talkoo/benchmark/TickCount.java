package io.talkoo.benchmark;

/**
 * What became of ticks.
 *
 * @param ticks there were in all
 * @param measured of those, in the time that is measured
 * @param doubled tasks beyond one for each tick
 * @param missing ticks without a task
 */
record TickCount(long ticks, long measured, long doubled, long missing) {
    TickCount plus(TickCount other) {
        return new TickCount(
                ticks + other.ticks, measured + other.measured, doubled + other.doubled, missing + other.missing);
    }
}
