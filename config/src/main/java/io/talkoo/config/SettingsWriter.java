package io.talkoo.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.talkoo.protocol.RateLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes settings as the configuration they can be read from again. */
final class SettingsWriter {
    private Config config = ConfigFactory.empty();

    private SettingsWriter() {}

    static Config write(TalkooSettings settings) {
        SettingsWriter writer = new SettingsWriter();
        writer.node(settings);
        writer.tasks(settings.tasks());
        writer.engine(settings);
        return writer.config.atPath(SettingsReader.ROOT);
    }

    /** A value as a configuration file would have it. */
    static Object plain(Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof Duration duration) {
            return Durations.text(duration);
        }
        return value instanceof Path path ? path.toString() : value;
    }

    private void node(TalkooSettings settings) {
        String automatic = NodeName.automatic(settings.cluster());
        put(
                "node.name",
                settings.node().name().equals(automatic)
                        ? NodeName.AUTO
                        : settings.node().name());
        put("data-dir", settings.node().dataDirectory());
        http(settings.http());
        store(settings.store(), StoreUrl.in(settings.node().dataDirectory()));
        cluster(settings.cluster());
        put("shutdown.drain", settings.shutdown().drain());
    }

    private void http(TalkooSettings.Http http) {
        put("http.host", http.host());
        put("http.port", http.port());
        put("http.max-body", http.maxBodyBytes());
        HttpSecurity security = http.security();
        put("http.allowed-hosts", joined(security.allowedHosts()));
        put("http.allowed-origins", joined(security.allowedOrigins()));
        auth(security.auth());
        metrics(http.metrics());
        HttpSecurity.Tls tls = security.tls();
        put("http.tls.key-file", tls == null ? "" : tls.keyFile());
        put("http.tls.cert-file", tls == null ? "" : tls.certFile());
        put("http.tls.client-ca-file", tls == null || tls.clientCaFile() == null ? "" : tls.clientCaFile());
        put("http.client.max-connections", security.limits().connections());
        RateLimit requests = security.limits().requests();
        put("http.client.max-requests", requests == null ? null : requests.toString());
    }

    private void metrics(TalkooSettings.Metrics metrics) {
        put("http.metrics.host", metrics.host());
        put("http.metrics.port", metrics.port().isPresent() ? metrics.port().getAsInt() : null);
        put("http.metrics.unprotected", metrics.unprotected() ? HttpReader.UNPROTECTED_METRICS : HttpReader.PROTECTED);
    }

    private void auth(HttpSecurity.Auth auth) {
        put("http.auth.keys", ApiKeys.write(auth.keys()));
        put("http.auth.keys-file", auth.keysFile() == null ? "" : auth.keysFile());
        put("http.auth.session-time", auth.sessionTime());
        put("http.auth.unprotected", auth.unprotected() ? HttpReader.UNPROTECTED : HttpReader.PROTECTED);
        HttpSecurity.Jwt jwt = auth.jwt();
        put("http.auth.jwt.issuer", jwt.issuer());
        put("http.auth.jwt.audience", jwt.audience());
        put("http.auth.jwt.jwks-url", jwt.jwksUrl());
        put("http.auth.jwt.algorithms", joined(new TreeSet<>(jwt.algorithms())));
        put("http.auth.jwt.scopes-claim", jwt.scopesClaim());
    }

    /** The URL that follows from the data directory is left to follow from it, also when that changes. */
    private void store(TalkooSettings.Store store, String ownUrl) {
        put("store.url", store.url().equals(ownUrl) ? "" : store.url());
        put("store.user", store.user());
        put("store.password", store.password());
        put("store.batch", store.batchSize());
        put("store.queue-capacity", store.queueCapacity());
        put("store.write-timeout", store.writeTimeout());
        put("store.connect-timeout", store.connectTimeout());
        put("store.inbox-interval", store.inboxInterval());
        put("store.read-connections", store.readConnections());
    }

    private void cluster(TalkooSettings.Cluster cluster) {
        put("cluster.host", cluster.host());
        put("cluster.port", cluster.port());
        put("cluster.seeds", joined(cluster.seeds()));
        put("cluster.roles", joined(cluster.roles()));
        put("cluster.discovery", cluster.discovery().toString());
        put("cluster.management.host", cluster.management().host());
        put("cluster.management.port", cluster.management().port());
        TalkooSettings.Tls tls = cluster.tls();
        put("cluster.tls.key-file", tls == null ? "" : tls.keyFile());
        put("cluster.tls.cert-file", tls == null ? "" : tls.certFile());
        put("cluster.tls.ca-file", tls == null ? "" : tls.caFile());
        OptionalInt partitions = cluster.fixedPartitions();
        put("cluster.partitions", partitions.isPresent() ? partitions.getAsInt() : "auto");
    }

    private static String joined(Collection<?> items) {
        return items.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private void tasks(TalkooSettings.Tasks tasks) {
        put("tasks.default-queue", tasks.defaultQueue());
        put("tasks.default-priority", tasks.defaultPriority());
        put("tasks.retry.max-retries", tasks.retry().maxRetries());
        put("tasks.retry.delay", tasks.retry().delay());
        put("tasks.retry.backoff", tasks.retry().backoff());
        put("tasks.retry.max-delay", tasks.retry().maxDelay());
        put("tasks.retry.jitter", tasks.retry().jitter());
        put("tasks.time-limit", tasks.timeLimit());
        put("tasks.soft-time-limit", tasks.softTimeLimit());
        put("tasks.result-expires", tasks.resultExpires());
        put("tasks.max-deliveries", tasks.maxDeliveries());
        put("tasks.track-started", TrackStartedText.write(tasks.trackStarted()));
        put("tasks.max-result", tasks.maxResultBytes());
        put("tasks.max-workflow-tasks", tasks.maxWorkflowTasks());
        put("tasks.secret-names", joined(tasks.secretNames()));
    }

    private void engine(TalkooSettings settings) {
        put("queues", settings.queues().slots());
        put("worker.window-tasks", settings.worker().windowTasks());
        put("worker.window-bytes", settings.worker().windowBytes());
        put("worker.sweep-interval", settings.worker().sweepInterval());
        put("workers.heartbeat", settings.workers().heartbeat());
        put("schedules.late-after", settings.schedules().lateAfter());
        TalkooSettings.Webhooks webhooks = settings.webhooks();
        put("webhooks.allowed-hosts", joined(webhooks.allowedHosts()));
        put("webhooks.private-hosts", joined(webhooks.privateHosts()));
        put("webhooks.secret", webhooks.secret());
        put("webhooks.queue", webhooks.queue());
        put("webhooks.timeout", webhooks.timeout());
        TalkooSettings.Tracing tracing = settings.tracing();
        put("tracing.enabled", tracing.enabled());
        put("tracing.endpoint", tracing.endpoint());
        put("tracing.sampled", tracing.sampled());
        put("tracing.service", tracing.service());
        put("gateway.max-in-flight", settings.gateway().maxInFlight());
        put("gateway.timeout", settings.gateway().timeout());
        put("retention.interval", settings.retention().interval());
        put("retention.batch", settings.retention().batchSize());
    }

    private void put(String key, Object value) {
        config = config.withValue(key, ConfigValueFactory.fromAnyRef(plain(value)));
    }
}
