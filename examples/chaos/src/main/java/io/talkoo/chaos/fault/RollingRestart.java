package io.talkoo.chaos.fault;

import io.talkoo.chaos.cluster.Cluster;
import io.talkoo.chaos.cluster.Node;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * All nodes after one another: SIGTERM, and started again; the next one once the cluster is whole.
 *
 * @param drainLimit how long a node may take to end
 */
public record RollingRestart(Duration drainLimit) implements Fault {
    private static final Duration WHOLE_WITHIN = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "rolling restart";
    }

    @Override
    public Set<String> strike(Cluster cluster, RandomGenerator random) throws InterruptedException {
        Set<String> restarted = new HashSet<>();
        for (Node node : cluster.nodes()) {
            restarted.add(node.name());
            node.terminate(drainLimit);
            node.start();
            cluster.awaitWhole(WHOLE_WITHIN);
        }
        return restarted;
    }
}
