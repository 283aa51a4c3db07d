package io.talkoo.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvalidSettingsTest {
    @ParameterizedTest(name = "{0} is refused")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "node.name = \"\"                | talkoo.node.name: expected auto, or 1 to 128 of A-Za-z0-9._-, got \"\"",
                "node.name = \"a b\"             | talkoo.node.name: expected auto, or 1 to 128 of A-Za-z0-9._-, got \"a b\"",
                "data-dir = \"\"                 | talkoo.data-dir: expected a directory, got \"\"",
                "tasks.secret-names = \"[a,b]\" | talkoo.tasks.secret-names: expected names such as \"password,token\", got \"[a,b]\"",
                "data-dir = []                   | talkoo.data-dir: expected a directory, got []",
                "http.host = 0.0.0.0             | talkoo.http.host: expected a loopback address (127.0.0.1, ::1 or localhost), since there is no authentication (set keys or jwt in talkoo.http.auth, or talkoo.http.auth.unprotected = \"anybody may do everything\"), got \"0.0.0.0\"",
                "http.auth.unprotected = yes | talkoo.http.auth.unprotected: expected no, or \"anybody may do everything\", got \"yes\"",
                "http.auth.keys = [{}]           | talkoo.http.auth.keys[0].hash: expected sha256: and 64 hexadecimal digits",
                "http.auth.keys = x              | talkoo.http.auth.keys: expected a list of at most 10000 keys",
                "http.auth.keys-file = []        | talkoo.http.auth.keys-file: expected a file, or nothing, got []",
                "http.auth.session-time = 1s     | talkoo.http.auth.session-time: expected a duration with its unit, from 60s to",
                "http.auth.jwt.issuer = \"https://id.example.com\" | talkoo.http.auth.jwt.audience: expected what the issuer calls this node",
                "http.auth.jwt.issuer = \"http://id.example.com\" | talkoo.http.auth.jwt.issuer: expected the https URL of an issuer",
                "http.auth.jwt.algorithms = none | talkoo.http.auth.jwt.algorithms: expected some of ES256, ES384",
                "http.auth.jwt.algorithms = HS256 | talkoo.http.auth.jwt.algorithms: expected some of ES256, ES384",
                "http.tls.key-file = k           | talkoo.http.tls.cert-file: expected a PEM file, because other files of tls are given",
                "http.allowed-origins = example.com | talkoo.http.allowed-origins: expected origins such as",
                "http.client.max-requests = 5    | talkoo.http.client.max-requests: expected none, or a rate such as 100/s",
                "http.client.max-connections = 0 | talkoo.http.client.max-connections: expected an integer from 1",
                "http.port = 65536               | talkoo.http.port: expected an integer from 0 to 65535, got 65536",
                "http.port = -1                  | talkoo.http.port: expected an integer from 0 to 65535, got -1",
                "http.port = 80.5                | talkoo.http.port: expected an integer from 0 to 65535, got 80.5",
                "http.port = 8o80                | talkoo.http.port: expected an integer from 0 to 65535, got \"8o80\"",
                "http.port = [1]                 | talkoo.http.port: expected an integer from 0 to 65535, got [1]",
                "http.port = 99999999999999      | talkoo.http.port: expected an integer from 0 to 65535, got 99999999999999",
                "http.metrics.port = 65536       | talkoo.http.metrics.port: expected none, or an integer from 0 to 65535, got 65536",
                "http.metrics { port = 9464, host = 0.0.0.0 } | talkoo.http.metrics.host: expected a loopback address",
                "http.metrics.unprotected = yes  | talkoo.http.metrics.unprotected: expected no, or \"anybody may read metrics\"",
                "tracing.endpoint = \"localhost:4318\" | talkoo.tracing.endpoint: expected an http or https URL",
                "tracing.sampled = 1.1           | talkoo.tracing.sampled: expected a number from 0",
                "http.max-body = 1 MoB           | talkoo.http.max-body: expected a size from 1024 to 2147483647 bytes",
                "http.max-body = 2 GiB           | talkoo.http.max-body: expected a size from 1024 to 2147483647 bytes",
                "http = 8080                     | talkoo.http: expected a section { ... }, got 8080",
                "store.url = \"jdbc:sqlite:\"    | talkoo.store.url: expected jdbc:sqlite:FILE",
                "store.url = \"jdbc:postgresql:\" | jdbc:postgresql://HOST:PORT/DATABASE, or nothing",
                "store.connect-timeout = -1s     | talkoo.store.connect-timeout: expected a duration with its unit, from 0s",
                "store.read-connections = 2      | talkoo.store.read-connections: expected an integer from 3 to 1000, got 2",
                "store.url = \"jdbc:oracle:x\"   | talkoo.store.url: expected jdbc:sqlite:FILE",
                "store.batch = 0                 | talkoo.store.batch: expected an integer from 1",
                "store.queue-capacity = 999      | talkoo.store.queue-capacity: expected not less than talkoo.store.batch, got 999",
                "store.write-timeout = 5         | talkoo.store.write-timeout: expected a duration with its unit, from 100ms to 1d, got 5",
                "store.write-timeout = 5 parsecs | talkoo.store.write-timeout: expected a duration with its unit",
                "store.write-timeout = 11s       | talkoo.gateway.timeout: expected not less than talkoo.store.write-timeout",
                "tasks.default-queue = \"a b\"   | talkoo.tasks.default-queue: expected 1 to 128 of A-Za-z0-9._:-",
                "tasks.default-priority = 10     | talkoo.tasks.default-priority: expected an integer from 0 to 9, got 10",
                "tasks.retry.max-retries = -2    | talkoo.tasks.retry.max-retries: expected an integer from -1",
                "tasks.retry.delay = -1s         | talkoo.tasks.retry.delay: expected a duration with its unit, from 0s",
                "tasks.retry.delay = 601s        | talkoo.tasks.retry.delay: expected not more than talkoo.tasks.retry.max-delay",
                "tasks.retry.backoff = 0.5       | talkoo.tasks.retry.backoff: expected a number not below 1.0, got 0.5",
                "tasks.retry.backoff = NaN       | talkoo.tasks.retry.backoff: expected a number not below 1.0",
                "tasks.retry.jitter = perhaps    | talkoo.tasks.retry.jitter: expected true or false, got \"perhaps\"",
                "tasks.time-limit = 0s           | talkoo.tasks.time-limit: expected none, or a duration with its unit, more than 0s",
                "tasks { time-limit = 1s, soft-time-limit = 2s } | talkoo.tasks.soft-time-limit: expected not more than talkoo.tasks.time-limit, got \"2s\"",
                "tasks.result-expires = 0s       | talkoo.tasks.result-expires: expected a duration with its unit, from 1s",
                "tasks.max-deliveries = 0        | talkoo.tasks.max-deliveries: expected an integer from 1",
                "tasks.track-started = sometimes | talkoo.tasks.track-started: expected always, never, or \"after\" and a duration",
                "tasks.track-started = after 1   | talkoo.tasks.track-started: expected always, never, or \"after\" and a duration",
                "queues = \"\"                   | talkoo.queues: expected auto, or queues with 1 to 100000 slots each",
                "queues = default                | talkoo.queues: expected auto, or queues with 1 to 100000 slots each",
                "queues = \"a:1,a:2\"            | talkoo.queues: expected auto, or queues with 1 to 100000 slots each",
                "queues = \"a:1,\"               | talkoo.queues: expected auto, or queues with 1 to 100000 slots each",
                "queues = \"a b:1\"              | talkoo.queues: expected auto, or queues with 1 to 100000 slots each",
                "queues { a = 0 }                | talkoo.queues: expected auto, or queues with 1 to 100000 slots each",
                "queues { mail.eu = 4 }          | talkoo.queues: expected auto, or queues with 1 to 100000 slots each",
                "worker.window-bytes = 1         | talkoo.worker.window-bytes: expected a size from 65536",
                "schedules.late-after = 0s       | talkoo.schedules.late-after: expected a duration with its unit, from 1s to",
                "webhooks.timeout = 0s           | talkoo.webhooks.timeout: expected a duration with its unit, from 100ms to",
                "webhooks.allowed-hosts = \"a b\" | talkoo.webhooks.allowed-hosts: expected names of hosts",
                "webhooks.allowed-hosts = a      | talkoo.webhooks.secret: expected at least 16 characters",
                "worker.sweep-interval = 6s      | talkoo.worker.sweep-interval: expected a duration with its unit, from 100ms to 5s",
                "gateway.max-in-flight = 0       | talkoo.gateway.max-in-flight: expected an integer from 1",
                "retention.batch = 0             | talkoo.retention.batch: expected an integer from 1 to 10000",
                "shutdown.drain = -1s            | talkoo.shutdown.drain: expected a duration with its unit, from 0s",
                "cluster.partitions = 0          | talkoo.cluster.partitions: expected auto, or an integer from 1 to 1024, got 0",
                "cluster.partitions = many       | talkoo.cluster.partitions: expected auto, or an integer from 1 to 1024, got \"many\"",
                "cluster.seeds = \"a:1,b\"        | talkoo.cluster.seeds: expected host:port,host:port, or nothing, got \"a:1,b\"",
                "cluster.seeds = \"a:0\"          | talkoo.cluster.seeds: expected host:port,host:port, or nothing, got \"a:0\"",
                "cluster.seeds = \"a:1,\"         | talkoo.cluster.seeds: expected host:port,host:port, or nothing, got \"a:1,\"",
                "cluster.seeds = \"a:1\"          | talkoo.store.url: expected jdbc:postgresql://HOST/DATABASE, which all nodes of a cluster share",
                "cluster.discovery = kubernetes  | talkoo.store.url: expected jdbc:postgresql://HOST/DATABASE, which all nodes of a cluster share",
                "cluster.discovery = dns         | talkoo.cluster.discovery: expected none or kubernetes, got \"dns\"",
                "cluster.roles = []              | talkoo.cluster.roles: expected one or more of gateway, task, worker, got []",
                "cluster.roles = \"task,cook\"    | talkoo.cluster.roles: expected one or more of gateway, task, worker, got \"task,cook\"",
                "cluster.management.port = -1    | talkoo.cluster.management.port: expected an integer from 0 to 65535",
                "cluster.tls { key-file = k, ca-file = c } | talkoo.cluster.tls.cert-file: expected a PEM file, because the other files of tls are given",
                "htpp.port = 1                   | talkoo.htpp: unknown key; did you mean \"talkoo.http\"?",
                "http.prot = 1                   | talkoo.http.prot: unknown key; did you mean \"talkoo.http.port\"?",
                "drain = 5s                      | talkoo.drain: unknown key; did you mean \"talkoo.shutdown.drain\"?",
                "http.max-bodies = 1 MiB         | talkoo.http.max-bodies: unknown key; did you mean \"talkoo.http.max-body\"?",
                "something-else = 1              | talkoo.something-else: unknown key (",
            })
    void aBadSettingIsRefusedByName(String setting, String line) {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> settings(setting))
                .satisfies(
                        e -> assertThat(e.problems()).singleElement().asString().contains(line));
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> settings("http { port = x, hots = y }, tasks.retry { delay = 5, backoff = 0 }"))
                .satisfies(e -> assertThat(e.getMessage()).hasLineCount(4))
                .satisfies(e -> assertThat(e.problems())
                        .satisfiesExactlyInAnyOrder(
                                line -> assertThat(line).startsWith("talkoo.http.port"),
                                line -> assertThat(line).startsWith("talkoo.http.hots"),
                                line -> assertThat(line).startsWith("talkoo.tasks.retry.delay"),
                                line -> assertThat(line).startsWith("talkoo.tasks.retry.backoff")));
    }

    @Test
    void aProblemSaysWhereTheValueStands() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() -> settings("\nhttp.port = x"))
                .withMessageEndingWith("(String: 3)");
    }

    @Test
    void aProblemDoesNotTellSecrets() {
        assertThatExceptionOfType(InvalidSettingsException.class)
                .isThrownBy(() ->
                        settings("store { password = [hush], url = \"jdbc:other://me:hush@host/db?password=hush\" }"))
                .satisfies(e -> assertThat(e.problems()).hasSize(2))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hush"));
    }

    private static TalkooSettings settings(String talkoo) {
        return TalkooSettings.from(ConfigFactory.parseString("talkoo {\n" + talkoo + "\n}"));
    }
}
