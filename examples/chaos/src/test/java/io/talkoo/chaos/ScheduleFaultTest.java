package io.talkoo.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.chaos.check.KillReport;
import io.talkoo.chaos.cluster.ClusterPlan;
import io.talkoo.chaos.cluster.SqliteStore;
import io.talkoo.chaos.network.Network;
import io.talkoo.chaos.network.ProxyNetwork;
import io.talkoo.chaos.schedule.ScheduleLab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Schedules on a node that is killed: each tick makes one task. */
class ScheduleFaultTest {
    private static final long SEED = 1;
    private static final int SCHEDULES = 40;

    @Test
    void aNodeThatIsKilledLosesAndDoublesNoTick() throws Exception {
        Path records = Path.of(System.getProperty("chaos.records"), "schedules-" + System.nanoTime());
        Files.createDirectories(records);
        Path jar = Path.of(System.getProperty("chaos.jar"));
        try (Network network = ProxyNetwork.of(1);
                ScheduleLab lab = ScheduleLab.open(
                        new ClusterPlan(network, jar, records, new SqliteStore(records), 16, List.of()),
                        SEED,
                        System.err::println)) {
            KillReport report = lab.run(SCHEDULES, Duration.ofSeconds(4), 1);
            assertThat(report.flaws()).isEmpty();
            assertThat(report.counts()).containsEntry("made", SCHEDULES);
        }
    }
}
