package io.talkoo.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.chaos.cluster.ClusterPlan;
import io.talkoo.chaos.cluster.Database;
import io.talkoo.chaos.cluster.SqliteStore;
import io.talkoo.chaos.cluster.Store;
import io.talkoo.chaos.network.Network;
import io.talkoo.chaos.network.ProxyNetwork;
import io.talkoo.chaos.workflow.WorkflowLab;
import io.talkoo.chaos.workflow.WorkflowReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workflows on nodes that are killed: each ends as on a quiet day. */
class WorkflowFaultTest {
    private static final long SEED = 1;

    @Test
    void aNodeThatIsKilledLosesAndDoublesNoStep() throws Exception {
        Path records = records("workflows-node-");
        assertSurvived(run(1, new SqliteStore(records), records, 90, 2), 90);
    }

    @Test
    void aClusterOfWhichANodeIsKilledLosesAndDoublesNoStep() throws Exception {
        Path records = records("workflows-cluster-");
        try (Database database = Database.start(records.resolve("postgres"))) {
            assertSurvived(run(3, database, records, 60, 1), 60);
        }
    }

    private static WorkflowReport run(int nodes, Store store, Path records, int count, int kills) throws Exception {
        Path jar = Path.of(System.getProperty("chaos.jar"));
        try (Network network = ProxyNetwork.of(nodes);
                WorkflowLab lab = WorkflowLab.open(
                        new ClusterPlan(network, jar, records, store, 16, List.of()), SEED, System.err::println)) {
            return lab.run(count, kills);
        }
    }

    private static void assertSurvived(WorkflowReport report, int count) {
        assertThat(report.flaws()).isEmpty();
        assertThat(report.counts()).containsEntry("stored", count);
    }

    private static Path records(String name) throws Exception {
        return Files.createDirectories(Path.of(System.getProperty("chaos.records"), name + System.nanoTime()));
    }
}
