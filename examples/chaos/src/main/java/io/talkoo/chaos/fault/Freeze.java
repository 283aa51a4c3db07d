package io.talkoo.chaos.fault;

import io.talkoo.chaos.cluster.Cluster;
import io.talkoo.chaos.cluster.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A node that stands still (SIGSTOP) for longer than the others wait for it, and then goes on as if nothing had
 * happened: a zombie, whose writes have to be refused.
 */
public record Freeze(Victim victim, Duration frozen) implements Fault {
    @Override
    public String name() {
        return "SIGSTOP, " + victim.words();
    }

    @Override
    public boolean leavesZombies() {
        return true;
    }

    @Override
    public Set<String> strike(Cluster cluster, RandomGenerator random) throws IOException, InterruptedException {
        Node node = victim.of(cluster, random);
        node.freeze();
        try {
            TimeUnit.NANOSECONDS.sleep(frozen.toNanos());
        } finally {
            node.thaw();
        }
        return Set.of(node.name());
    }
}
