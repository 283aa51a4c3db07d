package io.talkoo.examples.taskapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageRoutesTest {
    @TempDir
    private static Path directory;

    private static TaskApp app;
    private static Http http;

    @BeforeAll
    static void start() {
        app = Apps.start(directory);
        http = new Http(app.uri());
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static JsonNode outcome(String path, String fields) {
        HttpResponse<String> submitted = http.form(path, fields);
        assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(200);
        String id = Http.body(submitted).get("result_id").textValue();
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> Http.body(http.get("/tasks/result/" + id)),
                        result -> result.get("ready").booleanValue());
    }

    @Test
    void add_answers_with_an_id_under_which_the_sum_is_found() {
        assertThat(outcome("/tasks/add", "a=4&b=2")).hasToString("{\"ready\":true,\"successful\":true,\"value\":6}");
    }

    @Test
    void fields_may_come_as_multipart_too() {
        String part = "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        String body = part.formatted("a", 4) + part.formatted("b", 2) + "--x--\r\n";

        assertThat(http.post("/tasks/add", "multipart/form-data; boundary=x", body)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void process_shows_its_progress_and_then_its_result() {
        String id = Http.body(http.form("/tasks/process", "total=2"))
                .get("result_id")
                .textValue();

        await().until(
                        () -> http.get("/tasks/result/" + id).body(),
                        body -> body.equals(
                                "{\"ready\":false,\"successful\":null,\"value\":{\"current\":1,\"total\":2}}"));
        await().until(
                        () -> http.get("/tasks/result/" + id).body(),
                        body -> body.equals(
                                "{\"ready\":true,\"successful\":true,\"value\":{\"current\":2,\"total\":2}}"));
    }

    @Test
    void a_task_that_waits_or_runs_is_not_ready_and_has_no_value() {
        String id = Http.body(http.form("/tasks/block", "")).get("result_id").textValue();

        assertThat(http.get("/tasks/result/" + id).body())
                .isEqualTo("{\"ready\":false,\"successful\":null,\"value\":null}");
    }

    @Test
    void a_task_that_failed_says_why() {
        JsonNode outcome = outcome("/tasks/add", "a=" + Long.MAX_VALUE + "&b=1");

        assertThat(outcome.get("successful").booleanValue()).isFalse();
        assertThat(outcome.get("error").textValue()).isEqualTo("java.lang.ArithmeticException: long overflow");
    }

    @ParameterizedTest
    @CsvSource({
        "/tasks/add, a=4, 'b'",
        "/tasks/add, a=4&b=two, 'b'",
        "/tasks/add, a=4&b=2.5, 'b'",
        "/tasks/process, '', 'total'",
        "/tasks/process, total=0, 'total'",
        "/tasks/process, total=3601, 'total'"
    })
    void a_form_that_is_filled_in_wrongly_is_refused_by_the_name_of_the_field(String path, String fields, String name) {
        HttpResponse<String> refused = http.form(path, fields);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Http.body(refused).get("error").textValue()).contains(name);
    }

    @ParameterizedTest
    @CsvSource({"/tasks/result/01939c2f-0000-7000-8000-000000000000", "/tasks/result/nonsense", "/nowhere"})
    void what_is_not_there_is_404(String path) {
        HttpResponse<String> response = http.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Http.body(response).get("error").textValue()).isNotBlank();
    }

    @Test
    void another_method_is_405() {
        assertThat(http.get("/tasks/add").statusCode()).isEqualTo(405);
    }

    @Test
    void the_page_and_its_files_come_with_a_policy_that_keeps_them_to_themselves() {
        HttpResponse<String> page = http.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=UTF-8");
        assertThat(page.headers().firstValue("Content-Security-Policy")).contains("default-src 'self'");
        assertThat(http.get("/page/page.js").headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).contains("javascript"));
    }

    @Test
    void the_gateway_beside_it_runs_the_same_tasks() {
        HttpResponse<String> answer =
                new Http(app.node().uri()).json("/v1/tasks?wait=30", "{\"name\": \"tasks.add\", \"args\": [4, 2]}");

        assertThat(Http.body(answer).get("result").intValue()).isEqualTo(6);
    }
}
