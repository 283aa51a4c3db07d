package io.talkoo.chaos;

import io.talkoo.chaos.check.KillReport;
import io.talkoo.chaos.cluster.ClusterPlan;
import io.talkoo.chaos.cluster.Database;
import io.talkoo.chaos.cluster.SqliteStore;
import io.talkoo.chaos.cluster.Store;
import io.talkoo.chaos.network.Network;
import io.talkoo.chaos.network.ProxyNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands have in common that kill nodes, and how they run. */
final class KillOptions {
    private static final int FLAWS_SHOWN = 20;

    @Option(names = "--nodes", paramLabel = "N", description = "nodes; 1 is one on SQLite (${DEFAULT-VALUE})")
    private int nodes = 1;

    @Option(names = "--kills", paramLabel = "N", description = "kills of a node meanwhile (${DEFAULT-VALUE})")
    private int kills = 5;

    @Option(names = "--slots", paramLabel = "N", description = "tasks that a node runs at a time (${DEFAULT-VALUE})")
    private int slots = 16;

    @Option(names = "--seed", paramLabel = "N", description = "of all that is random (random)")
    private long seed = System.nanoTime();

    @Option(names = "--records", paramLabel = "DIR", description = "where logs and runs go (chaos-records/TIME)")
    private Path records = Path.of(
            "chaos-records",
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", ""));

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "a setting of the nodes; repeatable")
    private List<String> settings = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** What is done with the nodes. */
    @FunctionalInterface
    interface Experiment {
        KillReport run(ClusterPlan plan) throws Exception;
    }

    int kills() {
        return kills;
    }

    long seed() {
        return seed;
    }

    /**
     * Runs it and tells what came out; returns the exit code.
     *
     * @param setting what is told besides the options, by name
     */
    int run(Map<String, Object> setting, Experiment experiment) throws Exception {
        progress("seed " + seed + ", records in " + records);
        Path directory = records.toAbsolutePath();
        Files.createDirectories(directory);
        try (Store store = nodes == 1 ? new SqliteStore(directory) : Database.start(directory.resolve("postgres"));
                Network network = ProxyNetwork.of(nodes)) {
            return report(
                    setting, experiment.run(new ClusterPlan(network, Chaos.jar(), directory, store, slots, settings)));
        }
    }

    private int report(Map<String, Object> setting, KillReport report) throws IOException {
        report.flaws().stream().limit(FLAWS_SHOWN).forEach(this::progress);
        Files.write(records.resolve("breaches.txt"), report.flaws());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("nodes", nodes);
        all.putAll(setting);
        all.put("kills", kills);
        all.put("seed", seed);
        spec.commandLine().getOut().println(report.json(all));
        return report.isClean() ? 0 : 1;
    }

    void progress(String words) {
        spec.commandLine().getErr().println("talkoo-chaos: " + words);
    }
}
