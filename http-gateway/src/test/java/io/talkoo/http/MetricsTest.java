package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.talkoo.http.HttpTester.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Metrics are API: the table in {@code engine/README.md} and a scrape have to tell of the same ones. */
class MetricsTest extends NodeTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(talkoo_[a-z_]+)` \\|");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (talkoo_[a-z_]+) (\\w+)$");

    private String scrape() {
        Answer answer = node.http().get("/metrics");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("text/plain");
        return answer.body();
    }

    private void awaitLine(String line) {
        await().atMost(SOON).untilAsserted(() -> assertThat(scrape().lines()).contains(line));
    }

    @Test
    void the_table_names_every_metric_that_is_told_and_no_other() throws IOException {
        node.run("{\"name\": \"test.add\", \"args\": [1, 2]}");
        String readme = Files.readString(Path.of("../engine/README.md"));

        Set<String> documented =
                ROW.matcher(readme).results().map(row -> row.group(1)).collect(Collectors.toSet());

        assertThat(documented).isNotEmpty();
        await().atMost(SOON).untilAsserted(() -> assertThat(told(scrape())).isEqualTo(new TreeSet<>(documented)));
    }

    /** What Micrometer adds to a histogram is part of it. */
    private static Set<String> told(String scrape) {
        return TYPE.matcher(scrape)
                .results()
                .map(type -> type.group(1))
                .filter(name -> !name.endsWith("_max"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void tasks_are_counted_by_state_name_and_queue_and_their_runs_timed() {
        node.run("{\"name\": \"test.echo\", \"args\": [1], \"queue\": \"default\"}");
        node.run("{\"name\": \"test.fail\", \"args\": [\"no\"]}");

        awaitLine("talkoo_tasks_total{name=\"test.echo\",queue=\"default\",state=\"PENDING\"} 1.0");
        awaitLine("talkoo_tasks_total{name=\"test.echo\",queue=\"default\",state=\"SUCCESS\"} 1.0");
        awaitLine("talkoo_tasks_total{name=\"test.fail\",queue=\"default\",state=\"FAILURE\"} 1.0");
        awaitLine("talkoo_task_run_seconds_count{name=\"test.echo\",queue=\"default\"} 1");
        awaitLine("talkoo_node_ready 1.0");
        awaitLine("talkoo_cluster_members{status=\"up\"} 1.0");
    }

    @Test
    void what_waits_is_told_of_each_queue() {
        node.submit("{\"name\": \"test.add\", \"args\": [1, 2], \"queue\": \"apart\", \"countdown\": 3600}");

        awaitLine("talkoo_queue_tasks{queue=\"apart\",state=\"scheduled\"} 1.0");
        awaitLine("talkoo_queue_slots{queue=\"default\"} 8.0");
    }
}
