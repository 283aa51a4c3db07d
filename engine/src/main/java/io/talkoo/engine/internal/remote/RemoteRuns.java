package io.talkoo.engine.internal.remote;

import io.talkoo.engine.internal.task.Handout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The runs of one worker. Belongs to its {@link RemoteWorker}; not thread-safe. */
final class RemoteRuns {
    /** Answers to what ended may have got lost, so that they are asked for again. */
    private static final int MOST_REMEMBERED = 1024;

    /** A run that so many heartbeats do not name may have got lost with the answer to the poll. */
    private static final int MOST_UNNAMED = 2;

    private final Map<RunKey, HeldRun> held = new LinkedHashMap<>();
    private final Map<RunKey, HeldRun> answered = new LinkedHashMap<>();
    private int delivered;

    void add(HeldRun run) {
        held.put(run.key(), run);
    }

    Collection<HeldRun> all() {
        return held.values();
    }

    /** How many there are, delivered or not. */
    int size() {
        return held.size();
    }

    int delivered() {
        return delivered;
    }

    HeldRun find(RunKey key) {
        return held.get(key);
    }

    /** What ended by an answer of the worker's, lately; else null. */
    HeldRun findAnswered(RunKey key) {
        return answered.get(key);
    }

    List<HeldRun> overdue(Instant now) {
        return held.values().stream().filter(run -> run.isOverdue(now)).toList();
    }

    /** Up to {@code most} that were not delivered yet, which they are now, unless that makes more than {@code room}. */
    List<Handout> deliver(int most, int room) {
        List<Handout> handed = new ArrayList<>();
        Iterator<HeldRun> each = held.values().iterator();
        while (each.hasNext() && handed.size() < most && delivered < room) {
            HeldRun run = each.next();
            if (!run.delivered) {
                run.delivered = true;
                delivered++;
                handed.add(run.handout);
            }
        }
        return handed;
    }

    void remove(HeldRun run) {
        if (held.remove(run.key()) != null && run.delivered) {
            delivered--;
        }
    }

    void answered(HeldRun run) {
        remove(run);
        answered.put(run.key(), run);
        if (answered.size() > MOST_REMEMBERED) {
            answered.remove(answered.keySet().iterator().next());
        }
    }

    /** The worker says that it runs these, and with that, that it runs no others. */
    void named(Set<RunKey> running) {
        for (HeldRun run : held.values()) {
            if (running.contains(run.key())) {
                run.confirmed = true;
            } else if (run.delivered && !run.confirmed) {
                run.unnamed++;
            }
        }
    }

    /** Has those delivered once more of which the worker does not seem to know. */
    void redeliver() {
        for (HeldRun run : held.values()) {
            if (run.delivered && !run.confirmed && run.unnamed >= MOST_UNNAMED) {
                run.delivered = false;
                run.unnamed = 0;
                delivered--;
            }
        }
    }
}
