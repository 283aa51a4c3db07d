package io.talkoo.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node logs, as programs read it. */
class LogFormatTest {
    @TempDir
    private Path directory;

    private static JsonNode parsed(String line) {
        try {
            return Json.mapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    @Test
    void each_event_is_a_line_of_json() throws Exception {
        Map<String, String> json = Map.of("TALKOO_LOG_FORMAT", "json");
        try (NodeProcess node = new NodeProcess(directory, json, "node", "--set", "http.port=0")) {
            node.awaitReady();
            node.signal("TERM");
            assertThat(node.exitCode()).isZero();

            // The JVM has warnings of its own on standard error.
            List<JsonNode> events = node.errors().stream()
                    .filter(line -> line.startsWith("{"))
                    .map(LogFormatTest::parsed)
                    .toList();
            assertThat(events).isNotEmpty().allSatisfy(event -> {
                assertThat(event.path("timestamp").isNumber()).isTrue();
                assertThat(event.path("level").asText()).isNotBlank();
                assertThat(event.path("loggerName").asText()).isNotBlank();
                assertThat(event.path("formattedMessage").asText()).isNotBlank();
            });
            assertThat(node.errors()).noneMatch(line -> line.contains(" INFO "));
        }
    }

    @Test
    void another_format_is_refused() throws Exception {
        Map<String, String> xml = Map.of("TALKOO_LOG_FORMAT", "xml");
        try (NodeProcess node = new NodeProcess(directory, xml, "node", "--set", "http.port=0")) {
            assertThat(node.exitCode()).isEqualTo(2);
            assertThat(node.errors()).contains("talkoo: TALKOO_LOG_FORMAT: expected text or json, got \"xml\"");
        }
    }
}
