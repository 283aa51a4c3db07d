package io.talkoo.chaos.schedule;

import io.talkoo.chaos.load.ScheduleLoad.HandRun;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a schedule has to have made.
 *
 * @param spans when it was on, one after the other
 * @param runs tasks that it says it made
 */
record Ticked(String name, List<Span> spans, List<HandRun> handRuns, long runs) {
    /** The tasks of the ticks that have to have made one, and their instants. */
    Map<String, Instant> must() {
        return byId(spans.stream().flatMap(Span::must));
    }

    /** Those, and the tasks of the ticks that may have made one. */
    Map<String, Instant> may() {
        return byId(spans.stream().flatMap(Span::may));
    }

    /** How many tasks runs by hand may have made that nobody was told of. */
    long untold() {
        return handRuns.stream().mapToLong(run -> run.calls() - 1).sum();
    }

    private Map<String, Instant> byId(Stream<Instant> ticks) {
        return ticks.distinct().collect(Collectors.toMap(this::id, tick -> tick));
    }

    /** The id of a tick's task, as the engine makes it. */
    String id(Instant tick) {
        String text = "talkoo.schedule:" + name + "@" + tick.toEpochMilli();
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
