package io.talkoo.chaos.fault;

import io.talkoo.chaos.cluster.Cluster;
import io.talkoo.chaos.cluster.Node;
import java.util.Set;
import java.util.random.RandomGenerator;

/** {@code kill -9} of a node that is started again at once, before the others have given it up. */
public record Crash(Victim victim) implements Fault {
    @Override
    public String name() {
        return "kill -9 and restart, " + victim.words();
    }

    @Override
    public Set<String> strike(Cluster cluster, RandomGenerator random) {
        Node node = victim.of(cluster, random);
        node.kill();
        node.start();
        return Set.of(node.name());
    }
}
