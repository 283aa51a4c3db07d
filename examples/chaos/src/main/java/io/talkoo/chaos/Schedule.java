package io.talkoo.chaos;

import io.talkoo.chaos.fault.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Which fault comes next: all of them in a random order, then all of them in another one. */
final class Schedule {
    private final List<Fault> faults;
    private final Random random;
    private final Deque<Fault> round = new ArrayDeque<>();

    private Schedule(List<Fault> faults, Random random) {
        this.faults = faults;
        this.random = random;
    }

    static Schedule of(List<Fault> faults, long seed) {
        return new Schedule(faults, new Random(seed));
    }

    Fault next() {
        if (round.isEmpty()) {
            List<Fault> shuffled = new ArrayList<>(faults);
            Collections.shuffle(shuffled, random);
            round.addAll(shuffled);
        }
        return round.poll();
    }
}
