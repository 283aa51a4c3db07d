package io.talkoo.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.chaos.check.KillReport;
import io.talkoo.chaos.cluster.ClusterPlan;
import io.talkoo.chaos.cluster.SqliteStore;
import io.talkoo.chaos.network.Network;
import io.talkoo.chaos.network.ProxyNetwork;
import io.talkoo.chaos.workflow.WorkflowLab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workflows on a node that is killed: each ends as on a quiet day. Three nodes take too long for every build. */
class WorkflowFaultTest {
    private static final long SEED = 1;

    private static final int WORKFLOWS = 90;

    @Test
    void aNodeThatIsKilledLosesAndDoublesNoStep() throws Exception {
        Path records = Path.of(System.getProperty("chaos.records"), "workflows-" + System.nanoTime());
        Files.createDirectories(records);
        Path jar = Path.of(System.getProperty("chaos.jar"));
        try (Network network = ProxyNetwork.of(1);
                WorkflowLab lab = WorkflowLab.open(
                        new ClusterPlan(network, jar, records, new SqliteStore(records), 16, List.of()),
                        SEED,
                        System.err::println)) {
            KillReport report = lab.run(WORKFLOWS, 2);
            assertThat(report.flaws()).isEmpty();
            assertThat(report.counts()).containsEntry("stored", WORKFLOWS);
        }
    }
}
