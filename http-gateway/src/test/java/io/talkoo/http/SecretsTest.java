package io.talkoo.http;

import static io.talkoo.http.HttpTester.tree;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.http.HttpTester.Answer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is secret is answered to who asks for a result, and to nobody else. The word is "hunter2" in all of it. */
class SecretsTest {
    private static final String LOGIN =
            "{\"name\": \"test.login\", \"kwargs\": {\"user\": \"%s\", \"password\": \"hunter2\"},"
                    + " \"headers\": {\"Password\": \"hunter2\", \"tenant\": \"a\"}}";

    private static final Logger AUDIT = (Logger) LoggerFactory.getLogger("talkoo.audit");

    @TempDir
    static Path data;

    private static TestNode node;
    private static HttpTester http;

    @BeforeAll
    static void start() {
        node = new TestNode(data, Map.of("tasks.secret-names", "password"));
        http = node.http();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static String login(String user) {
        return LOGIN.formatted(user);
    }

    private static void assertHidden(String answer) {
        assertThat(answer).contains("***").doesNotContain("hunter2");
    }

    @Test
    void a_result_is_answered_as_it_is_and_shown_without_what_is_secret() {
        Answer submitted = http.post("/v1/tasks?wait=30", login("aino"));
        String id = submitted.json().path("id").textValue();

        assertHidden(submitted.body());
        JsonNode status = http.get("/v1/tasks/" + id).json();
        assertThat(status.path("kwargs")).isEqualTo(tree("{\"user\":\"aino\",\"password\":\"***\"}"));
        assertThat(status.path("result")).isEqualTo(tree("{\"user\":\"aino\",\"password\":\"***\"}"));
        assertThat(status.path("meta")).isEqualTo(tree("{\"user\":\"aino\",\"password\":\"***\"}"));
        assertThat(status.path("headers")).isEqualTo(tree("{\"Password\":\"***\",\"tenant\":\"a\"}"));
        assertThat(http.get("/v1/tasks/" + id + "/result").json().path("value"))
                .isEqualTo(tree("{\"user\":\"aino\",\"password\":\"hunter2\"}"));
        assertThat(http.get("/v1/tasks/" + id + "/result?wait=1").json().at("/value/password"))
                .isEqualTo(tree("\"hunter2\""));
    }

    @Test
    void lists_events_and_errors_do_not_show_it() {
        String id = node.run(login("nobody")).path("id").textValue();

        Answer status = http.get("/v1/tasks/" + id);
        assertThat(status.json().at("/error/message").textValue()).isEqualTo("nobody cannot log in with ***");
        assertHidden(status.body());
        assertHidden(http.get("/v1/tasks/" + id + "/result").body());
        assertHidden(http.get("/v1/tasks/" + id + "/events").body());
        assertHidden(http.get("/v1/tasks?name=test.login&header.tenant=a").body());
        assertThat(http.get("/v1/tasks?header.Password=hunter2").json().path("tasks"))
                .isEmpty();
    }

    @Test
    void a_refusal_does_not_quote_it() {
        Answer refused = http.post(
                "/v1/tasks", "{\"name\": \"test.login\", \"args\": [\"aino\", 1234567890123], \"kwargs\": {}}");

        ProblemAssert.assertProblem(refused, 422, "bad-arguments");
        assertThat(refused.body())
                .contains("parameter password")
                .contains("***")
                .doesNotContain("1234567890123");
    }

    @Test
    void a_worker_gets_it_and_an_error_that_quotes_it_is_kept_without_it() {
        RemoteWorker worker = RemoteWorker.register(http, 1, "py.login");
        String id = node.submit("{\"name\": \"py.login\", \"kwargs\": {\"password\": \"hunter2\"}}");

        JsonNode run = worker.next();
        assertThat(run.at("/kwargs/password").textValue()).isEqualTo("hunter2");
        worker.tell(
                run,
                "fail",
                "{\"error\": {\"type\": \"E\", \"message\": \"no hunter2\", \"traceback\": \"at hunter2\"},"
                        + " \"retry\": false}");

        JsonNode error = http.get("/v1/tasks/" + id + "?wait=30").json().path("error");
        assertThat(error.path("message").textValue()).isEqualTo("no ***");
        assertThat(error.path("traceback").textValue()).isEqualTo("at ***");
    }

    @Test
    void workflows_and_schedules_do_not_show_it() {
        String step = "{\"task\": " + login("aino") + "}";
        Answer workflow = http.post("/v1/workflows?wait=30", "{\"group\": [" + step + "," + step + "]}");
        assertThat(workflow.json().path("state").textValue()).isEqualTo("SUCCESS");
        assertHidden(workflow.body());

        Answer put = http.put("/v1/schedules/nightly", "{\"cron\": \"0 0 * * *\", \"task\": " + login("aino") + "}");
        assertThat(put.status()).isEqualTo(201);
        assertHidden(put.body());
        assertHidden(http.get("/v1/schedules").body());
        assertHidden(http.get("/v1/schedules/nightly").body());
    }

    @Test
    void the_audit_log_tells_a_filter_without_it() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        AUDIT.setLevel(Level.INFO);
        AUDIT.addAppender(lines);
        try {
            http.post("/v1/tasks/revoke", "{\"headers\": {\"password\": \"hunter2\", \"tenant\": \"b\"}}");
        } finally {
            AUDIT.detachAppender(lines);
            AUDIT.setLevel(null);
        }
        assertThat(lines.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .contains("what=POST on=/v1/tasks/revoke", "***", "tenant")
                .doesNotContain("hunter2");
    }
}
