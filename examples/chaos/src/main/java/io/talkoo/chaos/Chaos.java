package io.talkoo.chaos;

import io.talkoo.chaos.check.Checker;
import io.talkoo.chaos.check.Findings;
import io.talkoo.chaos.cluster.ClusterPlan;
import io.talkoo.chaos.cluster.Database;
import io.talkoo.chaos.cluster.SqliteStore;
import io.talkoo.chaos.cluster.Store;
import io.talkoo.chaos.fault.Fault;
import io.talkoo.chaos.history.History;
import io.talkoo.chaos.network.Network;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: a long run by hand. */
@Command(
        name = "talkoo-chaos",
        description =
                "Puts a cluster of real nodes under load, injects faults, and checks that no promise was broken. Prints"
                        + " progress to standard error and one line of JSON to standard output; exits with 1 if one was.",
        mixinStandardHelpOptions = true,
        subcommands = {WorkflowCommand.class, ScheduleCommand.class})
final class Chaos implements Callable<Integer> {
    private static final Duration BEFORE_FAULT = Duration.ofSeconds(10);

    private static final int BREACHES_SHOWN = 20;

    @Option(names = "--minutes", paramLabel = "N", description = "how long faults are injected (${DEFAULT-VALUE})")
    private double minutes = 5;

    @Option(names = "--rate", paramLabel = "N", description = "submits a second (${DEFAULT-VALUE})")
    private double rate = 200;

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "FAULT",
            description = "which, separated by commas: ${COMPLETION-CANDIDATES} (all)")
    private List<FaultKind> faults = List.of(FaultKind.values());

    @Option(names = "--only", paramLabel = "WORDS", description = "only the variants whose name contains these words")
    private String only;

    @Option(names = "--nodes", paramLabel = "N", description = "nodes; 1 is one on SQLite (${DEFAULT-VALUE})")
    private int nodes = 3;

    @Option(
            names = "--network",
            paramLabel = "KIND",
            description = "how nodes are cut off: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}); namespaces takes root")
    private NetworkKind network = NetworkKind.PROXIES;

    @Option(names = "--slots", paramLabel = "N", description = "tasks that a node runs at a time (${DEFAULT-VALUE})")
    private int slots = 16;

    @Option(names = "--seed", paramLabel = "N", description = "of tasks and faults (random)")
    private long seed = System.nanoTime();

    @Option(names = "--records", paramLabel = "DIR", description = "where logs and records go (chaos-records/TIME)")
    private Path records = Path.of(
            "chaos-records",
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", ""));

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "a setting of the nodes; repeatable")
    private List<String> settings = List.of();

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Chaos())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        progress("seed " + seed + ", records in " + records);
        Path directory = records.toAbsolutePath();
        Files.createDirectories(directory);
        try (Store store = nodes == 1 ? new SqliteStore(directory) : Database.start(directory.resolve("postgres"));
                Network between = network.of(nodes, jar())) {
            ClusterPlan plan = new ClusterPlan(between, jar(), directory, store, slots, settings);
            try (Lab lab = Lab.open(plan, rate, seed, this::progress)) {
                lab.startLoad();
                strikeUntil(lab, schedule(store), System.nanoTime() + Math.round(minutes * 60e9));
                return report(lab.settle());
            }
        }
    }

    private Schedule schedule(Store store) {
        List<Fault> variants = faults.stream()
                .flatMap(kind -> kind.variants(store).stream())
                .filter(fault -> only == null || fault.name().contains(only))
                .toList();
        if (variants.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "expected a fault that these nodes can have, got none");
        }
        return Schedule.of(variants, seed);
    }

    private void strikeUntil(Lab lab, Schedule schedule, long deadline) throws Exception {
        TimeUnit.NANOSECONDS.sleep(BEFORE_FAULT.toNanos());
        do {
            lab.strike(schedule.next());
            progress(lab.acknowledged() + " acknowledged");
            TimeUnit.NANOSECONDS.sleep(BEFORE_FAULT.toNanos());
        } while (System.nanoTime() < deadline);
    }

    private int report(History history) throws IOException {
        Findings findings = Checker.check(history);
        Report report = new Report(history, findings);
        report.breaches().stream().limit(BREACHES_SHOWN).forEach(this::progress);
        Files.write(records.resolve("breaches.txt"), report.breaches());
        Map<String, Object> setting = new LinkedHashMap<>();
        setting.put("minutes", minutes);
        setting.put("rate", rate);
        setting.put("nodes", nodes);
        setting.put("seed", seed);
        spec.commandLine().getErr().println(report.table());
        spec.commandLine().getOut().println(report.json(setting));
        return findings.isClean() ? 0 : 1;
    }

    static Path jar() throws URISyntaxException {
        return Path.of(
                Chaos.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private void progress(String words) {
        spec.commandLine().getErr().println("talkoo-chaos: " + words);
    }
}
