package io.talkoo.chaos.fault;

import io.talkoo.chaos.cluster.Cluster;
import io.talkoo.chaos.cluster.Database;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Every call to the database takes longer.
 *
 * @param delay of each call
 * @param lasting how long that goes on
 */
public record DatabaseSlow(Database database, Duration delay, Duration lasting) implements Fault {
    @Override
    public String name() {
        return "database slow by " + delay.toSeconds() + " s";
    }

    @Override
    public Set<String> strike(Cluster cluster, RandomGenerator random) throws InterruptedException {
        database.delay(delay);
        try {
            TimeUnit.NANOSECONDS.sleep(lasting.toNanos());
        } finally {
            database.delay(Duration.ZERO);
        }
        return cluster.names();
    }
}
