package io.talkoo.chaos.fault;

import io.talkoo.chaos.cluster.Cluster;
import io.talkoo.chaos.cluster.Node;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * {@code kill -9} of a node.
 *
 * @param down how long it stays down, so that the others have to take over
 */
public record Kill(Victim victim, Duration down) implements Fault {
    @Override
    public String name() {
        return "kill -9, " + victim.words();
    }

    @Override
    public Set<String> strike(Cluster cluster, RandomGenerator random) throws InterruptedException {
        Node node = victim.of(cluster, random);
        node.kill();
        TimeUnit.NANOSECONDS.sleep(down.toNanos());
        node.start();
        return Set.of(node.name());
    }
}
