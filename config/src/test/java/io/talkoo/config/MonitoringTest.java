package io.talkoo.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps the alert rules and Grafana's dashboard true to the metrics that there are. */
class MonitoringTest {
    private static final Path DEPLOY = Path.of("deploy");
    private static final Pattern ROW = Pattern.compile("^\\| `(talkoo_\\w+)` \\|([^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern METRIC =
            Pattern.compile("(talkoo_\\w+?)(?:_bucket|_sum|_count|_max)?(?:\\{([^}]*)})?(?=[^\\w{]|$)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!=|!~|=)");

    /** The labels of each metric, as the engine's table of them says; a test of the gateway holds that against a scrape. */
    private static Map<String, Set<String>> metrics() throws IOException {
        Map<String, Set<String>> metrics = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("..", "engine", "README.md")));
        while (row.find()) {
            Set<String> labels = new HashSet<>();
            Matcher label = Pattern.compile("`(\\w+)`").matcher(row.group(2));
            while (label.find()) {
                labels.add(label.group(1));
            }
            metrics.put(row.group(1), labels);
        }
        return metrics;
    }

    private static List<JsonNode> rules() throws IOException {
        JsonNode file = new ObjectMapper(new YAMLFactory())
                .readTree(DEPLOY.resolve("prometheus/alerts.yaml").toFile());
        List<JsonNode> rules = new ArrayList<>();
        file.path("groups").forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    private static List<JsonNode> panels() throws IOException {
        JsonNode file = new ObjectMapper()
                .readTree(DEPLOY.resolve("grafana/talkoo.json").toFile());
        List<JsonNode> panels = new ArrayList<>();
        file.path("panels").forEach(panels::add);
        return panels;
    }

    private static void assertKnown(String expression) throws IOException {
        Map<String, Set<String>> metrics = metrics();
        Matcher metric = METRIC.matcher(expression);
        while (metric.find()) {
            assertThat(metrics).as(expression).containsKey(metric.group(1));
            if (metric.group(2) != null) {
                Matcher label = LABEL.matcher(metric.group(2));
                while (label.find()) {
                    assertThat(metrics.get(metric.group(1))).as(expression).contains(label.group(1));
                }
            }
        }
    }

    @Test
    void eachRuleAsksForMetricsThatThereAreAndSaysWhatToDo() throws IOException {
        assertThat(rules()).hasSizeGreaterThan(5);
        for (JsonNode rule : rules()) {
            assertKnown(rule.path("expr").asText());
            assertThat(rule.path("alert").asText()).startsWith("Talkoo");
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning", "info");
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            assertThat(rule.at("/annotations/description").asText()).isNotBlank();
        }
    }

    @Test
    void eachPanelAsksForMetricsThatThereAre() throws IOException {
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : panels()) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("targets")).isNotEmpty();
            for (JsonNode target : panel.path("targets")) {
                assertKnown(target.path("expr").asText());
            }
        }
    }

    /** What nobody looks at need not be counted. */
    @Test
    void eachMetricIsInAPanel() throws IOException {
        String all = panels().toString();
        assertThat(metrics().keySet())
                .allSatisfy(metric -> assertThat(all.contains(metric) || metric.equals("talkoo_queue_paused"))
                        .as(metric)
                        .isTrue());
    }
}
