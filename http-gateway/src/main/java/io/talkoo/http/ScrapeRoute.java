package io.talkoo.http;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.ClusterStatus;
import io.talkoo.protocol.QueueStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code GET /metrics}: what the node counts, and how the cluster is at the moment, as Prometheus reads it. */
final class ScrapeRoute {
    static final String PATH = "/metrics";

    /** Further queues are left out of the gauges. */
    private static final int MOST_QUEUES = 200;

    private static final ContentType TEXT = ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");

    private final TaskGateway gateway;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MultiGauge tasks = gauge("talkoo.queue.tasks");
    private final MultiGauge slots = gauge("talkoo.queue.slots");
    private final MultiGauge paused = gauge("talkoo.queue.paused");
    private final MultiGauge oldest = gauge("talkoo.queue.oldest.ready.seconds");
    private final MultiGauge members = gauge("talkoo.cluster.members");
    private final MultiGauge node = gauge("talkoo.node.ready");

    /** @param drain ends the counting for this server */
    ScrapeRoute(TaskGateway gateway, Drain drain) {
        this.gateway = gateway;
        gateway.metrics().add(registry);
        drain.begun().thenRun(() -> gateway.metrics().remove(registry));
    }

    private MultiGauge gauge(String name) {
        return MultiGauge.builder(name).register(registry);
    }

    /** While the store is away the queues are missing, and the rest is told all the same. */
    CompletionStage<HttpResponse> scrape(Call call) {
        cluster(gateway.cluster());
        set(node, Stream.of(Row.of(Tags.empty(), gateway.readiness().ready() ? 1 : 0)));
        return gateway.control().queues().handle((queues, failure) -> {
            queues(failure == null ? queues.stream().limit(MOST_QUEUES).toList() : List.of());
            return Answers.bytes(200, TEXT, registry.scrape().getBytes(StandardCharsets.UTF_8));
        });
    }

    private void cluster(ClusterStatus cluster) {
        Map<String, Long> byStatus = cluster.members().stream()
                .collect(Collectors.groupingBy(ClusterStatus.Node::status, Collectors.counting()));
        Stream<Row<?>> seen = byStatus.entrySet().stream()
                .map(status -> Row.of(Tags.of("status", status.getKey()), status.getValue()));
        Row<?> unreachable =
                Row.of(Tags.of("status", "unreachable"), cluster.unreachable().size());
        set(members, Stream.concat(seen, Stream.of(unreachable)));
    }

    private void queues(List<QueueStatus> queues) {
        set(
                tasks,
                queues.stream()
                        .flatMap(queue -> Stream.of(
                                row(queue, "ready", queue.ready()),
                                row(queue, "scheduled", queue.scheduled()),
                                row(queue, "running", queue.running()))));
        set(slots, each(queues, QueueStatus::concurrency));
        set(paused, each(queues, queue -> queue.paused() ? 1 : 0));
        set(oldest, each(queues, queue -> queue.oldestReadySeconds() == null ? 0 : queue.oldestReadySeconds()));
    }

    private static Stream<Row<?>> each(List<QueueStatus> queues, Function<QueueStatus, Number> value) {
        return queues.stream().map(queue -> Row.of(Tags.of("queue", queue.name()), value.apply(queue)));
    }

    private static Row<?> row(QueueStatus queue, String state, long count) {
        return Row.of(Tags.of("queue", queue.name(), "state", state), count);
    }

    private static void set(MultiGauge gauge, Stream<? extends Row<?>> rows) {
        gauge.register(rows.collect(Collectors.<Row<?>>toList()), true);
    }
}
