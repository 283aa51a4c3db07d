package io.talkoo.chaos.fault;

import io.talkoo.chaos.cluster.Cluster;
import io.talkoo.chaos.cluster.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** A node that no other node can reach, nor it them. Clients and the database reach it all the same. */
public record Partition(Victim victim, Duration cut) implements Fault {
    @Override
    public String name() {
        return "partition, " + victim.words() + " alone";
    }

    @Override
    public boolean leavesZombies() {
        return true;
    }

    @Override
    public Set<String> strike(Cluster cluster, RandomGenerator random) throws IOException, InterruptedException {
        Node node = victim.of(cluster, random);
        cluster.isolate(node);
        try {
            TimeUnit.NANOSECONDS.sleep(cut.toNanos());
        } finally {
            cluster.mend();
        }
        return Set.of(node.name());
    }
}
