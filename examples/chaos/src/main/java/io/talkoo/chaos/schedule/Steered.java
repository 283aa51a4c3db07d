package io.talkoo.chaos.schedule;

import io.talkoo.chaos.load.ScheduleLoad;
import io.talkoo.chaos.load.ScheduleLoad.HandRun;
import io.talkoo.protocol.ScheduleRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One schedule, and what its clients know of it. Used by one thread at a time. */
final class Steered {
    private final String name;
    private final ScheduleLoad load;
    private final List<Span> spans = new ArrayList<>();
    private final List<HandRun> handRuns = new ArrayList<>();
    private Instant mayFrom;
    private Instant mustFrom;
    private boolean on;

    Steered(String name, ScheduleLoad load) {
        this.name = name;
        this.load = load;
    }

    void make(ScheduleRequest request) {
        begin(() -> load.put(name, request).nextRunAt());
    }

    /** Pauses it, resumes it, or runs it by hand. */
    void steer(RandomGenerator random) {
        if (random.nextBoolean()) {
            handRuns.add(load.run(name));
        } else if (on) {
            pause();
        } else {
            begin(() -> load.resume(name).nextRunAt());
        }
    }

    @FunctionalInterface
    private interface Beginning {
        Instant firstTick();
    }

    private void begin(Beginning beginning) {
        mayFrom = Instant.now();
        mustFrom = beginning.firstTick();
        on = true;
    }

    /** Pauses it if it is on. */
    void pause() {
        if (on) {
            Instant nextTick = load.get(name).nextRunAt();
            load.pause(name);
            spans.add(new Span(mayFrom, mustFrom, nextTick, Instant.now()));
            on = false;
        }
    }

    /** All that is known, once it is paused for good. */
    Ticked ticked() {
        return new Ticked(
                name, List.copyOf(spans), List.copyOf(handRuns), load.get(name).runs());
    }
}
