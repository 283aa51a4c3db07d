package io.talkoo.examples.threenodes;

import io.talkoo.protocol.TaskSummary;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Three nodes on one PostgreSQL work through a load; one of them is killed; nothing is lost. */
@Command(
        name = "three-nodes",
        description = "Starts a PostgreSQL and three nodes, submits tasks, kills one node, and shows that nothing is"
                + " lost. Exits with 0 then, with 1 otherwise.",
        mixinStandardHelpOptions = true)
public final class ThreeNodes implements Callable<Integer> {
    private static final String USER = "postgres";
    private static final long END_LIMIT_SECONDS = 60;

    @Option(names = "--tasks", paramLabel = "N", description = "tasks in all (${DEFAULT-VALUE})")
    private int tasks = 1000;

    @Option(names = "--per-second", paramLabel = "N", description = "tasks submitted a second (${DEFAULT-VALUE})")
    private int perSecond = 50;

    private final Story story = new Story();

    public static void main(String[] args) {
        System.exit(new CommandLine(new ThreeNodes()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("three-nodes-");
        Account account;
        try (Stage stage = Stage.open()) {
            story.tell("PostgreSQL is starting");
            EmbeddedPostgres postgres = stage.add(postgres());
            String url = postgres.getJdbcUrl(USER, "postgres");
            story.tell("PostgreSQL runs: " + url);
            Cluster cluster = stage.add(new Cluster(jar(), directory));
            account = workThrough(cluster, url, directory);
            story.tell("everything is being stopped; the nodes that are left end what they run and leave");
        }
        story.tell("stopped");
        return account.lost().isEmpty() ? 0 : 1;
    }

    /** Keeps what it has acknowledged, as a server for tests usually does not. */
    private static EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    private static Path jar() throws URISyntaxException {
        return Path.of(ThreeNodes.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private Account workThrough(Cluster cluster, String databaseUrl, Path directory) throws Exception {
        story.tell("node-1, node-2 and node-3 are starting, each a JVM of its own; their logs are in " + directory);
        cluster.start(databaseUrl, USER);
        List<URI> http = new ArrayList<>();
        for (NodeProcess node : cluster.nodes()) {
            http.add(node.awaitReady());
            story.tell(node.name() + " is ready: process " + node.pid() + ", " + http.get(http.size() - 1));
        }

        Client client = new Client(http);
        Load load = Load.start(client, tasks, perSecond);
        story.tell(tasks + " tasks of 200 ms, " + perSecond + " a second, are submitted over HTTP to all three");
        ScheduledExecutorService progress = story.every(2, () -> progress(load, cluster));
        try {
            load.awaitAcknowledged(tasks / 3);
            killFirst(cluster);
            load.awaitAcknowledged(tasks);
        } finally {
            progress.shutdownNow();
        }
        story.tell("all are acknowledged; submits that had to be repeated: " + client.repeats());
        Account account = new Account(load.acknowledged(), tasksOnceEnded(client), cluster.runs());
        story.tell(account);
        return account;
    }

    private void killFirst(Cluster cluster) {
        NodeProcess victim = cluster.nodes().get(0);
        victim.kill();
        story.tell(victim.name() + " is killed (kill -9); it was the one that let the others in");
    }

    private static String progress(Load load, Cluster cluster) throws IOException {
        long ended = cluster.runs().values().stream()
                .flatMap(List::stream)
                .filter(run -> !run.isStart())
                .count();
        return "%5d submitted, %5d acknowledged, %5d runs ended"
                .formatted(load.submitted(), load.acknowledged().size(), ended);
    }

    /** The tasks as a node lists them, once all have ended; or as they are after a minute. */
    private static Map<String, TaskSummary> tasksOnceEnded(Client client) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_LIMIT_SECONDS);
        Map<String, TaskSummary> tasks = client.tasks();
        while (!tasks.values().stream().allMatch(TaskSummary::ready) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(500);
            tasks = client.tasks();
        }
        return tasks;
    }
}
