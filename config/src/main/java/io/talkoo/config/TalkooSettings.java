package io.talkoo.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Every setting of a node, typed and checked. Immutable. */
public record TalkooSettings(
        Node node,
        Http http,
        Store store,
        Tasks tasks,
        Queues queues,
        Worker worker,
        Gateway gateway,
        Retention retention,
        Shutdown shutdown,
        Cluster cluster) {

    /** @param dataDirectory holds the embedded store; created where missing */
    public record Node(String name, Path dataDirectory) {}

    /** @param port 0 takes a free one */
    public record Http(String host, int port, int maxBodyBytes) {}

    /**
     * @param url JDBC; {@code jdbc:sqlite:FILE}, or {@code jdbc:sqlite::memory:} for tests
     * @param batchSize most operations in one transaction
     * @param queueCapacity operations that may wait for the writer; more are refused
     * @param writeTimeout after which a write counts as failed
     */
    public record Store(
            String url, String user, String password, int batchSize, int queueCapacity, Duration writeTimeout) {}

    /**
     * What a task type does not say itself.
     *
     * @param timeLimit null is none
     * @param softTimeLimit null is none
     * @param trackStarted when a running task's STARTED is written to the store
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
            int maxResultBytes) {}

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
    public record Queues(Map<String, Integer> slots) {}

    /**
     * The window of waiting tasks a partition keeps in memory for each queue.
     *
     * @param sweepInterval how often the store is read for what an offer missed
     */
    public record Worker(int windowTasks, long windowBytes, Duration sweepInterval) {}

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

    /** @param drain how long running tasks may take to end when the node stops */
    public record Shutdown(Duration drain) {}

    /** @param partitions fixed at the first start of a store */
    public record Cluster(String host, int port, int partitions) {}
}
