package io.talkoo.chaos;

import io.talkoo.chaos.cluster.ClusterPlan;
import io.talkoo.chaos.cluster.Database;
import io.talkoo.chaos.cluster.SqliteStore;
import io.talkoo.chaos.cluster.Store;
import io.talkoo.chaos.network.Network;
import io.talkoo.chaos.network.ProxyNetwork;
import io.talkoo.chaos.workflow.WorkflowLab;
import io.talkoo.chaos.workflow.WorkflowReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Kills nodes that run workflows. */
@Command(
        name = "workflows",
        description =
                "Submits random nested workflows to real nodes, kills these meanwhile, and checks that each workflow came"
                        + " to what it has to. Prints one line of JSON; exits with 1 if one did not.",
        mixinStandardHelpOptions = true)
final class WorkflowCommand implements Callable<Integer> {
    private static final int FLAWS_SHOWN = 20;

    @Option(names = "--nodes", paramLabel = "N", description = "nodes; 1 is one on SQLite (${DEFAULT-VALUE})")
    private int nodes = 1;

    @Option(names = "--count", paramLabel = "N", description = "workflows (${DEFAULT-VALUE})")
    private int count = 1000;

    @Option(names = "--kills", paramLabel = "N", description = "kills of a node meanwhile (${DEFAULT-VALUE})")
    private int kills = 5;

    @Option(names = "--slots", paramLabel = "N", description = "tasks that a node runs at a time (${DEFAULT-VALUE})")
    private int slots = 16;

    @Option(names = "--seed", paramLabel = "N", description = "of workflows and kills (random)")
    private long seed = System.nanoTime();

    @Option(names = "--records", paramLabel = "DIR", description = "where logs and runs go (chaos-records/TIME)")
    private Path records = Path.of(
            "chaos-records",
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", ""));

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "a setting of the nodes; repeatable")
    private List<String> settings = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        progress("seed " + seed + ", records in " + records);
        Path directory = records.toAbsolutePath();
        Files.createDirectories(directory);
        try (Store store = nodes == 1 ? new SqliteStore(directory) : Database.start(directory.resolve("postgres"));
                Network network = ProxyNetwork.of(nodes);
                WorkflowLab lab = WorkflowLab.open(
                        new ClusterPlan(network, Chaos.jar(), directory, store, slots, settings),
                        seed,
                        this::progress)) {
            return report(lab.run(count, kills));
        }
    }

    private int report(WorkflowReport report) throws IOException {
        report.flaws().stream().limit(FLAWS_SHOWN).forEach(flaw -> progress(flaw.toString()));
        Files.write(
                records.resolve("breaches.txt"),
                report.flaws().stream().map(Object::toString).toList());
        Map<String, Object> setting = new LinkedHashMap<>();
        setting.put("nodes", nodes);
        setting.put("workflows", count);
        setting.put("kills", kills);
        setting.put("seed", seed);
        spec.commandLine().getOut().println(report.json(setting));
        return report.isClean() ? 0 : 1;
    }

    private void progress(String words) {
        spec.commandLine().getErr().println("talkoo-chaos: " + words);
    }
}
