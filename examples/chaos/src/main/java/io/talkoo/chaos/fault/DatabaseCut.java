package io.talkoo.chaos.fault;

import io.talkoo.chaos.cluster.Cluster;
import io.talkoo.chaos.cluster.Database;
import io.talkoo.chaos.cluster.Node;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** One node does not reach the database any more; the others do, and the node reaches them. */
public record DatabaseCut(Database database, Victim victim, Duration cut) implements Fault {
    @Override
    public String name() {
        return "database cut off, " + victim.words();
    }

    @Override
    public Set<String> strike(Cluster cluster, RandomGenerator random) throws InterruptedException {
        Node node = victim.of(cluster, random);
        database.link(node.name()).cut();
        try {
            TimeUnit.NANOSECONDS.sleep(cut.toNanos());
        } finally {
            database.link(node.name()).mend();
        }
        return Set.of(node.name());
    }
}
