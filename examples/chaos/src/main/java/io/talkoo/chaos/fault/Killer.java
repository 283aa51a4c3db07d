package io.talkoo.chaos.fault;

import io.talkoo.chaos.cluster.Cluster;
import io.talkoo.chaos.history.FaultWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** Kills any node and starts it again, and remembers when. Used by one thread at a time. */
public final class Killer {
    private static final Duration WHOLE_WITHIN = Duration.ofMinutes(3);

    private final Cluster cluster;
    private final Random random;
    private final Consumer<String> progress;
    private final List<FaultWindow> faults = new ArrayList<>();
    private final List<String> notWhole = new ArrayList<>();

    /** @param progress told in words of each kill */
    public Killer(Cluster cluster, Random random, Consumer<String> progress) {
        this.cluster = cluster;
        this.random = random;
        this.progress = progress;
    }

    /** Kills a node, and waits until all are whole again. */
    public void kill() throws InterruptedException {
        Crash crash = new Crash(Victim.ANY);
        Instant from = Instant.now();
        Set<String> nodes = crash.strike(cluster, random);
        awaitWhole(crash.name());
        FaultWindow window = new FaultWindow(crash.name(), nodes, false, from, Instant.now());
        faults.add(window);
        progress.accept(crash.name() + ", hit " + nodes + ", whole again after "
                + Duration.between(from, window.to()).toMillis() + " ms");
    }

    /** @param after what may keep the nodes from being whole, in words */
    public void awaitWhole(String after) throws InterruptedException {
        if (!cluster.awaitWhole(WHOLE_WITHIN)) {
            notWhole.add("not whole " + WHOLE_WITHIN.toSeconds() + " s after " + after);
        }
    }

    public List<FaultWindow> faults() {
        return List.copyOf(faults);
    }

    /** What the nodes did not recover from, in words. */
    public List<String> notWhole() {
        return List.copyOf(notWhole);
    }
}
