package io.talkoo.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.talkoo.config.TalkooSettings.Cluster;
import io.talkoo.config.TalkooSettings.Gateway;
import io.talkoo.config.TalkooSettings.Node;
import io.talkoo.config.TalkooSettings.Queues;
import io.talkoo.config.TalkooSettings.Retention;
import io.talkoo.config.TalkooSettings.Retry;
import io.talkoo.config.TalkooSettings.Schedules;
import io.talkoo.config.TalkooSettings.Shutdown;
import io.talkoo.config.TalkooSettings.Store;
import io.talkoo.config.TalkooSettings.Tasks;
import io.talkoo.config.TalkooSettings.Tracing;
import io.talkoo.config.TalkooSettings.Webhooks;
import io.talkoo.config.TalkooSettings.Worker;
import io.talkoo.config.TalkooSettings.Workers;
import io.talkoo.protocol.TaskRequests;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The one place where settings are read, checked and related to each other. */
final class SettingsReader {
    static final String ROOT = "talkoo";

    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration CENTURY = Duration.ofDays(36_500);
    private static final int SHORTEST_SECRET = 16;

    private final List<String> problems = new ArrayList<>();
    private final Section talkoo;

    private SettingsReader(Config config, Config reference) {
        problems.addAll(UnknownKeys.in(config, reference, ROOT));
        talkoo = new Section(config, reference, ROOT, problems);
    }

    /** @param own what was set; the reference supplies the rest */
    static TalkooSettings read(Config own) {
        Config reference = reference();
        Config config = own.withFallback(reference).resolve();
        SettingsReader reader = new SettingsReader(config, reference);
        TalkooSettings settings = reader.settings(PekkoOverrides.in(config, reference));
        if (!reader.problems.isEmpty()) {
            throw new InvalidSettingsException(reader.problems);
        }
        return settings;
    }

    static Config reference() {
        return ConfigFactory.defaultReference(SettingsReader.class.getClassLoader());
    }

    private TalkooSettings settings(Config pekko) {
        Cluster cluster = new ClusterReader(talkoo.section("cluster")).read();
        Node node = node(cluster);
        Store store = store(node);
        requireShared(store, cluster);
        Gateway gateway = gateway(store);
        return new TalkooSettings(
                node,
                new HttpReader(talkoo.section("http")).read(),
                store,
                tasks(),
                queues(),
                worker(),
                workers(),
                schedules(),
                webhooks(),
                tracing(),
                gateway,
                retention(),
                shutdown(),
                cluster,
                pekko);
    }

    private Node node(Cluster cluster) {
        String name = talkoo.section("node").text("name", NodeName.EXPECTED, NodeName::isValid);
        return new Node(
                name.equals(NodeName.AUTO) ? NodeName.automatic(cluster) : name,
                talkoo.read("data-dir", "a directory", it -> path(it.unwrapped()), it -> true));
    }

    private static Path path(Object text) {
        if (!(text instanceof String path) || path.isBlank()) {
            throw new InvalidPathException(String.valueOf(text), "expected a path");
        }
        return Path.of(path);
    }

    private Store store(Node node) {
        Section store = talkoo.section("store");
        String url = store.text("url", StoreUrl.EXPECTED, StoreUrl::isValid);
        Store read = new Store(
                url.isEmpty() ? StoreUrl.in(node.dataDirectory()) : url,
                store.text("user", "a name", it -> true),
                store.text("password", "a password", it -> true),
                store.integer("batch", 1, 100_000),
                store.integer("queue-capacity", 1, 10_000_000),
                store.duration("write-timeout", MOMENT, DAY),
                store.duration("connect-timeout", Duration.ZERO, DAY),
                store.duration("inbox-interval", Duration.ofMillis(5), Duration.ofSeconds(5)),
                store.integer("read-connections", 3, 1000));
        store.require(read.queueCapacity() >= read.batchSize(), "queue-capacity", "not less than talkoo.store.batch");
        return read;
    }

    private void requireShared(Store store, Cluster cluster) {
        talkoo.section("store")
                .require(
                        cluster.isAlone() || !StoreUrl.isSqlite(store.url()),
                        "url",
                        "jdbc:postgresql://HOST/DATABASE, which all nodes of a cluster share (SQLite is for one node:"
                                + " leave talkoo.cluster.seeds empty and talkoo.cluster.discovery none)");
    }

    private Tasks tasks() {
        Section tasks = talkoo.section("tasks");
        Tasks read = new Tasks(
                tasks.text("default-queue", TaskRequests.QUEUE_NAME, TaskRequests::isQueueName),
                tasks.integer("default-priority", 0, 9),
                retry(tasks.section("retry")),
                tasks.limit("time-limit", CENTURY),
                tasks.limit("soft-time-limit", CENTURY),
                tasks.duration("result-expires", Duration.ofSeconds(1), CENTURY),
                tasks.integer("max-deliveries", 1, 1_000_000),
                tasks.read("track-started", TrackStartedText.EXPECTED, TrackStartedText::parse, it -> true),
                (int) tasks.bytes("max-result", 1024, Integer.MAX_VALUE),
                tasks.integer("max-workflow-tasks", 1, 1_000_000),
                tasks.read("secret-names", NameList.EXPECTED, NameList::parse, NameList::areNames));
        boolean both = read.timeLimit() != null && read.softTimeLimit() != null;
        tasks.require(
                !both || read.softTimeLimit().compareTo(read.timeLimit()) <= 0,
                "soft-time-limit",
                "not more than talkoo.tasks.time-limit");
        return read;
    }

    private Retry retry(Section retry) {
        Retry read = new Retry(
                retry.integer("max-retries", -1, Integer.MAX_VALUE),
                retry.duration("delay", Duration.ZERO, CENTURY),
                retry.factor("backoff", 1),
                retry.duration("max-delay", Duration.ZERO, CENTURY),
                retry.flag("jitter"));
        retry.require(
                read.delay().compareTo(read.maxDelay()) <= 0, "delay", "not more than talkoo.tasks.retry.max-delay");
        return read;
    }

    private Queues queues() {
        return new Queues(talkoo.read("queues", QueueSlots.EXPECTED, QueueSlots::parse, it -> true));
    }

    private Worker worker() {
        Section worker = talkoo.section("worker");
        return new Worker(
                worker.integer("window-tasks", 1, 10_000_000),
                worker.bytes("window-bytes", 64 * 1024, 1L << 40),
                worker.duration("sweep-interval", MOMENT, Duration.ofSeconds(5)));
    }

    private Workers workers() {
        return new Workers(talkoo.section("workers").duration("heartbeat", MOMENT, Duration.ofHours(1)));
    }

    private Schedules schedules() {
        return new Schedules(talkoo.section("schedules").duration("late-after", Duration.ofSeconds(1), CENTURY));
    }

    private Webhooks webhooks() {
        Section webhooks = talkoo.section("webhooks");
        Webhooks read = new Webhooks(
                webhooks.read("allowed-hosts", HostList.EXPECTED, HostList::parse, it -> true),
                webhooks.read("private-hosts", HostList.EXPECTED, HostList::parse, it -> true),
                webhooks.text("secret", "a text", it -> true),
                webhooks.text("queue", TaskRequests.QUEUE_NAME, TaskRequests::isQueueName),
                webhooks.duration("timeout", MOMENT, Duration.ofSeconds(60)));
        webhooks.require(
                !read.enabled() || read.secret().length() >= SHORTEST_SECRET,
                "secret",
                "at least " + SHORTEST_SECRET + " characters, since hosts are allowed");
        return read;
    }

    private Tracing tracing() {
        Section tracing = talkoo.section("tracing");
        return new Tracing(
                tracing.flag("enabled"),
                tracing.text("endpoint", "an http or https URL", SettingsReader::isWebAddress),
                tracing.number("sampled", 0, 1),
                tracing.text("service", "a name", it -> !it.isBlank()));
    }

    private static boolean isWebAddress(String url) {
        URI uri = URI.create(url);
        return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    }

    private Gateway gateway(Store store) {
        Section gateway = talkoo.section("gateway");
        Gateway read =
                new Gateway(gateway.integer("max-in-flight", 1, 10_000_000), gateway.duration("timeout", MOMENT, DAY));
        gateway.require(
                read.timeout().compareTo(store.writeTimeout()) >= 0,
                "timeout",
                "not less than talkoo.store.write-timeout");
        return read;
    }

    private Retention retention() {
        Section retention = talkoo.section("retention");
        return new Retention(retention.duration("interval", MOMENT, DAY), retention.integer("batch", 1, 10_000));
    }

    private Shutdown shutdown() {
        return new Shutdown(talkoo.section("shutdown").duration("drain", Duration.ZERO, DAY));
    }
}
