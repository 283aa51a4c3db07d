package io.talkoo.chaos.fault;

import io.talkoo.chaos.cluster.Cluster;
import io.talkoo.chaos.cluster.Database;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The database is stopped and started again, which ends all connections to it.
 *
 * @param down how long it stays away
 */
public record DatabaseDown(Database database, Duration down) implements Fault {
    @Override
    public String name() {
        return down.isZero() ? "database restart" : "database down " + down.toSeconds() + " s";
    }

    @Override
    public Set<String> strike(Cluster cluster, RandomGenerator random) throws IOException, InterruptedException {
        database.stopServer();
        TimeUnit.NANOSECONDS.sleep(down.toNanos());
        database.startServer();
        return cluster.names();
    }
}
