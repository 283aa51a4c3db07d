package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who did what, in the log {@code talkoo.audit}. */
class AuditTest {
    private final Logger log = (Logger) LoggerFactory.getLogger("talkoo.audit");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.setLevel(Level.INFO);
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
        log.setLevel(null);
    }

    @Test
    void every_operating_call_is_a_line_and_no_other_call_is(@TempDir Path data) {
        List<Map<String, Object>> keys = List.of(
                TestKeys.entry("ops", "tk_ops", List.of("operate")), TestKeys.entry("web", "tk_web", List.of("read")));
        try (TestNode node = new TestNode(data, Map.of("http.auth.keys", keys))) {
            HttpTester ops = node.http().with("tk_ops");
            ops.post("/v1/queues/default/resume", "");
            ops.post("/v1/tasks/revoke", "{\"name\":\n\"x\"}");
            ops.put("/v1/schedules/a%0Awho=me", "{\"every\": 1, \"task\": {\"name\": \"hush\"}}");
            node.http().with("tk_web").get("/v1/queues");
            node.http().with("tk_web").delete("/v1/queues/default/tasks");
            node.http().delete("/v1/queues/default/tasks");
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("who=ops from=127.0.0.1 what=POST on=/v1/queues/default/resume answer=200"),
                        line -> assertThat(line)
                                .isEqualTo("who=ops from=127.0.0.1 what=POST on=/v1/tasks/revoke"
                                        + " filter=\"{\\\"name\\\":\\n\\\"x\\\"}\" answer=200"),
                        line -> assertThat(line)
                                .startsWith("who=ops from=127.0.0.1 what=PUT on=/v1/schedules/a%0Awho=me answer=4")
                                .doesNotContain("hush"),
                        line -> assertThat(line)
                                .isEqualTo("who=web from=127.0.0.1 what=DELETE on=/v1/queues/default/tasks answer=403"),
                        line -> assertThat(line)
                                .isEqualTo("who=- from=127.0.0.1 what=DELETE on=/v1/queues/default/tasks answer=401"));
        assertThatNoKeyIsIn(lines);
    }

    private static void assertThatNoKeyIsIn(ListAppender<ILoggingEvent> lines) {
        assertThat(lines.list)
                .allSatisfy(line -> assertThat(line.getFormattedMessage()).doesNotContain("tk_"));
    }

    @Test
    void every_login_and_logout_is_a_line_and_so_is_a_login_that_failed(@TempDir Path data) {
        List<Map<String, Object>> keys = List.of(TestKeys.entry("web", "tk_web", List.of("read")));
        try (TestNode node = new TestNode(data, Map.of("http.auth.keys", keys))) {
            HttpTester http = node.http();
            String cookie = http.post("/login", "{\"key\": \"tk_web\"}")
                    .header("set-cookie")
                    .replaceAll(";.*", "");
            http.send(http.request("/session").header("Cookie", cookie).GET());
            http.send(http.request("/logout").header("Cookie", cookie).POST(BodyPublishers.noBody()));
            http.send(http.request("/logout").header("Cookie", cookie).POST(BodyPublishers.noBody()));
            http.post("/login", "{\"key\": \"tk_wrong\"}");
            http.post("/login", "{\"password\": \"tk_web\"}");
            http.post("/login?key=tk_web", "{}");
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "who=web from=127.0.0.1 what=POST on=/login answer=204",
                        "who=web from=127.0.0.1 what=POST on=/logout answer=204",
                        "who=- from=127.0.0.1 what=POST on=/logout answer=204",
                        "who=- from=127.0.0.1 what=POST on=/login answer=401",
                        "who=- from=127.0.0.1 what=POST on=/login answer=400",
                        "who=- from=127.0.0.1 what=POST on=/login answer=400");
        assertThatNoKeyIsIn(lines);
    }
}
