package io.talkoo.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.talkoo.chaos.check.Breach;
import io.talkoo.chaos.check.Checker;
import io.talkoo.chaos.cluster.ClusterPlan;
import io.talkoo.chaos.cluster.Database;
import io.talkoo.chaos.fault.Crash;
import io.talkoo.chaos.fault.DatabaseCut;
import io.talkoo.chaos.fault.DatabaseDown;
import io.talkoo.chaos.fault.DatabaseSlow;
import io.talkoo.chaos.fault.Fault;
import io.talkoo.chaos.fault.Freeze;
import io.talkoo.chaos.fault.Kill;
import io.talkoo.chaos.fault.Partition;
import io.talkoo.chaos.fault.RollingRestart;
import io.talkoo.chaos.fault.Victim;
import io.talkoo.chaos.network.Network;
import io.talkoo.chaos.network.ProxyNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One cluster lives through all of it, as a real one would. */
class ClusterFaultTest {
    private static final double SUBMITS_A_SECOND = 50;
    private static final long SEED = 1;
    private static final int UNDER_LOAD = 50;

    /** Longer than the others wait for a silent node. */
    private static final Duration FAIL_OVER = Duration.ofSeconds(13);

    private static final Set<Breach> KNOWN = new HashSet<>();

    private static Database database;
    private static Network network;
    private static Lab lab;

    @BeforeAll
    static void startCluster() throws Exception {
        Path records = Path.of(System.getProperty("chaos.records"), "cluster-" + System.nanoTime());
        Files.createDirectories(records);
        database = Database.start(records.resolve("postgres"));
        network = ProxyNetwork.of(3);
        Path jar = Path.of(System.getProperty("chaos.jar"));
        ClusterPlan plan = new ClusterPlan(network, jar, records, database, 16, List.of());
        lab = Lab.open(plan, SUBMITS_A_SECOND, SEED, System.err::println);
    }

    @AfterAll
    static void stopCluster() throws IOException {
        if (lab != null) {
            lab.close();
        }
        if (network != null) {
            network.close();
        }
        if (database != null) {
            database.close();
        }
    }

    @Test
    void aKilledNodeLosesNothing() throws Exception {
        survives(new Kill(Victim.OLDEST, FAIL_OVER));
    }

    @Test
    void aNodeThatComesBackBeforeItWasMissedLosesNothing() throws Exception {
        survives(new Crash(Victim.ANY));
    }

    @Test
    void aZombieRewritesNothing() throws Exception {
        survives(new Freeze(Victim.OLDEST, FAIL_OVER));
    }

    @Test
    void aNodeThatIsCutOffFromTheOthersOwnsNothing() throws Exception {
        survives(new Partition(Victim.OLDEST, FAIL_OVER));
    }

    @Test
    void aRollingRestartLosesNothing() throws Exception {
        survives(new RollingRestart(Duration.ofSeconds(60)));
    }

    @Test
    void aDatabaseThatIsRestartedLosesNothing() throws Exception {
        survives(new DatabaseDown(database, Duration.ZERO));
    }

    @Test
    void aSlowDatabaseIsWaitedFor() throws Exception {
        survives(new DatabaseSlow(database, Duration.ofSeconds(5), Duration.ofSeconds(5)));
    }

    @Test
    void aNodeWithoutItsDatabaseHandsItsTasksOn() throws Exception {
        survives(new DatabaseCut(database, Victim.ANY, FAIL_OVER));
    }

    private static void survives(Fault fault) throws Exception {
        long before = lab.acknowledged();
        lab.startLoad();
        await().atMost(Duration.ofMinutes(2)).until(() -> lab.acknowledged() >= before + UNDER_LOAD);
        lab.strike(fault);
        await().atMost(Duration.ofMinutes(2)).until(() -> lab.acknowledged() >= before + 2 * UNDER_LOAD);
        List<Breach> breaches = Checker.check(lab.settle()).breaches().stream()
                .filter(KNOWN::add)
                .toList();
        assertThat(breaches).as("broken by %s", fault.name()).isEmpty();
    }
}
