package io.talkoo.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.chaos.check.Checker;
import io.talkoo.chaos.check.Findings;
import io.talkoo.chaos.cluster.ClusterPlan;
import io.talkoo.chaos.cluster.SqliteStore;
import io.talkoo.chaos.fault.Crash;
import io.talkoo.chaos.fault.Victim;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class NodeFaultTest {
    private static final long SEED = 1;

    @Test
    void aNodeThatIsKilledUnderLoadLosesNothing() throws Exception {
        Path records = Path.of(System.getProperty("chaos.records"), "node");
        Files.createDirectories(records);
        ClusterPlan plan = new ClusterPlan(
                1, Path.of(System.getProperty("chaos.jar")), records, new SqliteStore(records), 16, List.of());
        try (Lab lab = Lab.open(plan, 50, SEED, System.err::println)) {
            lab.startLoad();
            Awaitility.await().until(() -> lab.acknowledged() >= 50);
            lab.strike(new Crash(Victim.ANY));
            Findings findings = Checker.check(lab.settle());
            assertThat(findings.breaches()).isEmpty();
            assertThat(findings.acknowledged()).isGreaterThanOrEqualTo(50);
            assertThat(findings.runs()).isGreaterThanOrEqualTo(50);
        }
    }
}
