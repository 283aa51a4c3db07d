package io.talkoo.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.chaos.check.Checker;
import io.talkoo.chaos.check.Findings;
import io.talkoo.chaos.cluster.ClusterPlan;
import io.talkoo.chaos.cluster.SqliteStore;
import io.talkoo.chaos.fault.Crash;
import io.talkoo.chaos.fault.Victim;
import io.talkoo.chaos.network.Network;
import io.talkoo.chaos.network.ProxyNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class NodeFaultTest {
    private static final long SEED = 1;
    private static final int UNDER_LOAD = 50;

    @Test
    void aNodeThatIsKilledUnderLoadLosesNothing() throws Exception {
        Path records = Path.of(System.getProperty("chaos.records"), "node-" + System.nanoTime());
        Files.createDirectories(records);
        Path jar = Path.of(System.getProperty("chaos.jar"));
        try (Network network = ProxyNetwork.of(1);
                Lab lab = Lab.open(
                        new ClusterPlan(network, jar, records, new SqliteStore(records), 16, List.of()),
                        UNDER_LOAD,
                        SEED,
                        System.err::println)) {
            lab.startLoad();
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> lab.acknowledged() >= UNDER_LOAD);
            lab.strike(new Crash(Victim.ANY));
            Findings findings = Checker.check(lab.settle());
            assertThat(findings.breaches()).isEmpty();
            assertThat(findings.acknowledged()).isGreaterThanOrEqualTo(UNDER_LOAD);
            assertThat(findings.runs()).isGreaterThanOrEqualTo(UNDER_LOAD);
        }
    }
}
