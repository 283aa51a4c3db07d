package io.talkoo.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Every setting of a node, typed and checked. What each one means, its default and its edges are written in
 * {@code reference.conf}. Immutable and safe for use by many threads.
 *
 * @param pekko what the operator set of Pekko itself, relative to {@code pekko}; see {@link ActorSystemConfig}
 */
public record TalkooSettings(
        Node node,
        Http http,
        Store store,
        Tasks tasks,
        Queues queues,
        Worker worker,
        Workers workers,
        Schedules schedules,
        Webhooks webhooks,
        Tracing tracing,
        Gateway gateway,
        Retention retention,
        Shutdown shutdown,
        Cluster cluster,
        Config pekko) {

    /** The defaults alone: no file, no environment, no system properties. */
    public static TalkooSettings defaults() {
        return from(ConfigFactory.empty());
    }

    /**
     * The settings of this process: environment, system properties and {@code application.conf} over the defaults.
     * Throws {@link InvalidSettingsException} with everything that is wrong.
     */
    public static TalkooSettings load() {
        return SettingsLoader.withEnvironment(System.getenv()).load();
    }

    /**
     * The settings below {@code talkoo} in a configuration; what it lacks has its default. Nothing else is looked at,
     * the environment neither. Throws {@link InvalidSettingsException} with everything that is wrong.
     */
    public static TalkooSettings from(Config config) {
        return SettingsReader.read(config);
    }

    /**
     * A copy with one setting changed, and all of them checked again. Throws {@link InvalidSettingsException}.
     *
     * @param key without {@code talkoo.}, for example {@code http.port}
     * @param value as in a configuration file; a {@link Duration}, a {@link Path} and a map of queue slots do too
     */
    public TalkooSettings with(String key, Object value) {
        Object plain = SettingsWriter.plain(value);
        Config changed = toConfig()
                .withoutPath(SettingsReader.ROOT + "." + key)
                .withValue(SettingsReader.ROOT + "." + key, ConfigValueFactory.fromAnyRef(plain, "code"));
        return from(changed.withFallback(pekko.atPath(PekkoOverrides.ROOT)));
    }

    /** These settings as configuration, from which {@link #from} makes them again. Holds the password. */
    public Config toConfig() {
        return SettingsWriter.write(this);
    }

    /** The effective configuration as a block of text for the log; secrets are masked. */
    public String toDisplay() {
        return Secrets.mask(toConfig().withFallback(pekko.atPath(PekkoOverrides.ROOT)))
                .root()
                .render(Rendering.BLOCK);
    }

    /** {@link #toDisplay()}: nothing that may end in a log holds a secret. */
    @Override
    public String toString() {
        return toDisplay();
    }

    /** @param dataDirectory holds the embedded store; created where missing */
    public record Node(String name, Path dataDirectory) {}

    /** @param port 0 takes a free one */
    public record Http(String host, int port, int maxBodyBytes, HttpSecurity security, Metrics metrics) {}

    /**
     * A port that tells metrics and nothing else.
     *
     * @param host empty is the gateway's
     * @param port 0 takes a free one; empty opens none
     * @param unprotected whether others than this machine may read them without a key
     */
    public record Metrics(String host, OptionalInt port, boolean unprotected) {}

    /**
     * @param url JDBC; {@code jdbc:sqlite:FILE}, {@code jdbc:sqlite::memory:} for tests, or {@code jdbc:postgresql:...}
     * @param user empty where the URL says it, or the database asks for none
     * @param batchSize most operations in one transaction
     * @param queueCapacity operations that may wait for the writer; more are refused
     * @param writeTimeout after which a write counts as failed, and a statement of PostgreSQL is given up
     * @param connectTimeout how long a start waits for PostgreSQL
     * @param inboxInterval how often it is looked for tasks submitted in other transactions
     * @param readConnections most connections to PostgreSQL that read
     */
    public record Store(
            String url,
            String user,
            String password,
            int batchSize,
            int queueCapacity,
            Duration writeTimeout,
            Duration connectTimeout,
            Duration inboxInterval,
            int readConnections) {

        /** Whether several nodes can use it. */
        public boolean isShared() {
            return !StoreUrl.isSqlite(url);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Store[" + Secrets.maskUrl(url) + "]";
        }
    }

    /**
     * What a task type does not say itself.
     *
     * @param timeLimit null is none
     * @param softTimeLimit null is none
     * @param trackStarted when a running task's STARTED is written to the store
     * @param maxWorkflowTasks largest workflow that is accepted
     * @param secretNames of arguments, fields and headers whose values are not shown
     */
    public record Tasks(
            String defaultQueue,
            int defaultPriority,
            Retry retry,
            Duration timeLimit,
            Duration softTimeLimit,
            Duration resultExpires,
            int maxDeliveries,
            TrackStarted trackStarted,
            int maxResultBytes,
            int maxWorkflowTasks,
            List<String> secretNames) {}

    /** @param maxRetries -1 is without end */
    public record Retry(int maxRetries, Duration delay, double backoff, Duration maxDelay, boolean jitter) {}

    /**
     * @param mode whether at all
     * @param after with {@link Mode#AFTER}: once the attempt has run so long
     */
    public record TrackStarted(Mode mode, Duration after) {
        public enum Mode {
            AFTER,
            ALWAYS,
            NEVER
        }
    }

    /** @param slots concurrency by queue name; {@code *} is one pool for all queues not named */
    public record Queues(Map<String, Integer> slots) {
        public Queues {
            slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
        }
    }

    /**
     * The window of waiting tasks a partition keeps in memory for each queue.
     *
     * @param sweepInterval how often the store is read for what an offer missed
     */
    public record Worker(int windowTasks, long windowBytes, Duration sweepInterval) {}

    /** @param lateAfter a tick later than this counts as missed */
    public record Schedules(Duration lateAfter) {}

    /** @param heartbeat how often a worker in another language is to be heard of at least */
    public record Workers(Duration heartbeat) {}

    /**
     * Where the ends of tasks may be told.
     *
     * @param allowedHosts names in lower case; {@code *.example.org} is any below
     * @param privateHosts those that may be private, written likewise
     * @param secret key of the signatures
     */
    public record Webhooks(
            List<String> allowedHosts, List<String> privateHosts, String secret, String queue, Duration timeout) {
        public Webhooks {
            allowedHosts = List.copyOf(allowedHosts);
            privateHosts = List.copyOf(privateHosts);
        }

        public boolean enabled() {
            return !allowedHosts.isEmpty() || !privateHosts.isEmpty();
        }

        /** @param host as it stands in a URL */
        public boolean allows(String host) {
            return HostList.has(allowedHosts, host) || mayBePrivate(host);
        }

        /** @param host as it stands in a URL */
        public boolean mayBePrivate(String host) {
            return HostList.has(privateHosts, host);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Webhooks" + allowedHosts + privateHosts;
        }
    }

    /**
     * @param maxInFlight submits not yet answered; more are refused as overload
     * @param timeout after which an unanswered call fails as unavailable
     */
    public record Gateway(int maxInFlight, Duration timeout) {}

    /**
     * Deletion of ready tasks past their {@code result-expires}.
     *
     * @param interval pause between looking
     * @param batchSize most rows deleted in one transaction
     */
    public record Retention(Duration interval, int batchSize) {}

    /**
     * Spans for OpenTelemetry, of the runnable node.
     *
     * @param endpoint where they are sent by OTLP over HTTP
     * @param sampled share of the traces that begin here, 0 to 1
     * @param service name of this service in traces
     */
    public record Tracing(boolean enabled, String endpoint, double sampled, String service) {}

    /** @param drain how long running tasks may take to end when the node stops */
    public record Shutdown(Duration drain) {}

    /**
     * @param host under which other nodes reach this one
     * @param port 0 takes a free one
     * @param seeds nodes to ask to be let in; empty is a cluster of one, unless {@code discovery} finds others
     * @param roles what this node does
     * @param tls null is unencrypted
     * @param fixedPartitions which number the store has to have; empty takes the one it has
     */
    public record Cluster(
            String host,
            int port,
            List<Seed> seeds,
            Set<Role> roles,
            Discovery discovery,
            Management management,
            Tls tls,
            OptionalInt fixedPartitions) {
        private static final int PARTITIONS = 64;

        public Cluster {
            seeds = List.copyOf(seeds);
            roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
        }

        /** Whether this node is to be a cluster of its own. */
        public boolean isAlone() {
            return seeds.isEmpty() && discovery == Discovery.NONE;
        }

        /** The number of partitions a new store gets. */
        public int partitions() {
            return fixedPartitions.orElse(PARTITIONS);
        }
    }

    /** A node to ask to be let into the cluster. */
    public record Seed(String host, int port) {
        /** {@code host:port}. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** What a node does. */
    public enum Role {
        /** Serves clients. */
        GATEWAY,
        /** Keeps the state and the queues of a share of the tasks. */
        TASK,
        /** Runs tasks. */
        WORKER;

        /** In lower case, as it is written in settings and as the cluster knows it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a node finds the others where there are no seeds. */
    public enum Discovery {
        NONE,
        /** Through the pods that the API server of Kubernetes lists. */
        KUBERNETES;

        /** In lower case, as it is written in settings. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where other nodes find out about this one while a cluster is discovered.
     *
     * @param host empty is the cluster's
     * @param port 0 takes a free one
     */
    public record Management(String host, int port) {}

    /** PEM files that encrypt what nodes say to each other, and by which they know each other. */
    public record Tls(Path keyFile, Path certFile, Path caFile) {}
}
