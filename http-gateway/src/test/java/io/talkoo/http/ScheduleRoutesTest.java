package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.http.HttpTester.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleRoutesTest extends NodeTest {
    private static final String ADD = "{\"name\": \"test.add\", \"args\": [2, 3]}";

    private Answer put(String name, String body) {
        return http.send(http.request("/v1/schedules/" + name)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));
    }

    private static String every(double seconds) {
        return "{\"every\": " + seconds + ", \"task\": " + ADD + "}";
    }

    @Test
    void a_new_schedule_is_201_with_what_it_is_and_one_that_replaces_it_200() {
        Instant before = Instant.now();
        Answer made =
                put("made", "{\"cron\": \"*/5 * * * *\", \"timezone\": \"Europe/Helsinki\", \"task\": " + ADD + "}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/v1/schedules/made");
        JsonNode schedule = made.json();
        assertThat(schedule.at("/name").textValue()).isEqualTo("made");
        assertThat(schedule.at("/cron").textValue()).isEqualTo("*/5 * * * *");
        assertThat(schedule.at("/timezone").textValue()).isEqualTo("Europe/Helsinki");
        assertThat(schedule.at("/every").isNull()).isTrue();
        assertThat(schedule.at("/task")).isEqualTo(HttpTester.tree(ADD));
        assertThat(schedule.at("/enabled").booleanValue()).isTrue();
        assertThat(schedule.at("/overlap").textValue()).isEqualTo("allow");
        assertThat(schedule.at("/misfire").textValue()).isEqualTo("run-once");
        assertThat(Instant.parse(schedule.at("/nextRunAt").textValue()))
                .isBetween(before, before.plus(Duration.ofMinutes(6)));
        assertThat(schedule.at("/lastRunAt").isNull()).isTrue();
        assertThat(schedule.at("/lastTaskId").isNull()).isTrue();
        assertThat(schedule.at("/runs").intValue()).isZero();

        Answer replaced = put("made", every(300));
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.json().at("/every").intValue()).isEqualTo(300);
        assertThat(replaced.json().at("/cron").isNull()).isTrue();
        assertThat(http.get("/v1/schedules/made").json()).isEqualTo(replaced.json());
    }

    @Test
    void each_tick_makes_a_task_that_runs() {
        put("ticking", every(0.1));

        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        http.get("/v1/schedules/ticking").json().at("/runs").intValue() >= 3);
        http.delete("/v1/schedules/ticking");
        String last = http.get("/v1/tasks?name=test.add&limit=1")
                .json()
                .at("/tasks/0/id")
                .textValue();
        assertThat(http.get("/v1/tasks/" + last + "?wait=20")
                        .json()
                        .at("/result")
                        .intValue())
                .isEqualTo(5);
    }

    @Test
    void it_pauses_and_goes_on_and_runs_by_hand() {
        put("held", every(3600));

        Answer paused = http.post("/v1/schedules/held/pause", "");
        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.json().at("/enabled").booleanValue()).isFalse();
        assertThat(paused.json().at("/nextRunAt").isNull()).isTrue();
        Answer run = http.post("/v1/schedules/held/run", "{}");
        assertThat(run.status()).isEqualTo(202);
        String id = run.json().at("/taskId").textValue();
        assertThat(run.json()).hasSize(1);
        assertThat(http.get("/v1/tasks/" + id + "?wait=20").json().at("/result").intValue())
                .isEqualTo(5);
        Answer resumed = http.post("/v1/schedules/held/resume", "{}");
        assertThat(resumed.json().at("/enabled").booleanValue()).isTrue();
        assertThat(resumed.json().at("/nextRunAt").isTextual()).isTrue();
        assertThat(resumed.json().at("/runs").intValue()).isEqualTo(1);
        assertThat(resumed.json().at("/lastTaskId").textValue()).isEqualTo(id);
    }

    @Test
    void one_can_be_made_paused() {
        Answer made = put("later", "{\"every\": 1, \"enabled\": false, \"task\": " + ADD + "}");

        assertThat(made.json().at("/enabled").booleanValue()).isFalse();
        assertThat(made.json().at("/nextRunAt").isNull()).isTrue();
    }

    @Test
    void the_list_is_an_array_by_name() {
        put("list.b", every(3600));
        put("list.a", every(3600));

        JsonNode page = http.get("/v1/schedules?after=list&limit=2").json();
        assertThat(page).hasSize(2);
        assertThat(page.findValuesAsText("name")).contains("list.a", "list.b");
        assertThat(http.get("/v1/schedules").json().isArray()).isTrue();
        assertThat(http.get("/v1/schedules?limit=0").status()).isEqualTo(400);
    }

    @Test
    void a_deleted_one_is_gone() {
        put("gone", every(3600));

        assertThat(http.delete("/v1/schedules/gone").status()).isEqualTo(204);
        assertThat(http.delete("/v1/schedules/gone").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"GET,", "DELETE,", "POST,/pause", "POST,/resume", "POST,/run"})
    void an_unknown_one_is_404(String method, String action) {
        String path = "/v1/schedules/nobody" + (action == null ? "" : action);
        assertProblem(http.send(http.request(path).method(method, BodyPublishers.noBody())), 404, "not-found");
    }

    @Test
    void a_name_may_be_percent_encoded_but_not_be_anything() {
        assertThat(put("mail%3Aeu", every(3600)).json().at("/name").textValue()).isEqualTo("mail:eu");
        assertThat(put("a%20b", every(3600)).status()).isEqualTo(422);
        assertThat(put("x".repeat(129), every(3600)).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            422 | /every                | {"cron": "* * * * *", "every": 5, "task": {"name": "test.add", "args": [1, 2]}}
            422 | /cron                 | {"task": {"name": "test.add", "args": [1, 2]}}
            422 | /cron                 | {"cron": "61 * * * *", "task": {"name": "test.add", "args": [1, 2]}}
            422 | /cron                 | {"cron": "0 0 30 2 *", "task": {"name": "test.add", "args": [1, 2]}}
            422 | /every                | {"every": 0, "task": {"name": "test.add", "args": [1, 2]}}
            422 | /every                | {"every": -1, "task": {"name": "test.add", "args": [1, 2]}}
            422 | /timezone             | {"cron": "* * * * *", "timezone": "Mars/Base", "task": {"name": "test.add", "args": [1, 2]}}
            422 | /task                 | {"every": 5}
            422 | /task/unique          | {"every": 5, "task": {"name": "test.add", "args": [1, 2], "unique": {"key": "a"}}}
            422 | /task/name            | {"every": 5, "task": {}}
            422 | /task/name            | {"every": 5, "task": {"name": "test.ad"}}
            422 | /task/link/0/task/name | {"every": 5, "task": {"name": "test.add", "args": [1, 2], "link": [{"task": {"name": "test.ad"}}]}}
            422 | /task/linkError/0/task | {"every": 5, "task": {"name": "test.add", "args": [1, 2], "linkError": [{"task": {"name": "test.add", "args": [1, 2]}}]}}
            422 | /task/id              | {"every": 5, "task": {"name": "test.add", "args": [1, 2], "id": "0193f3a2-7c1e-7000-8000-00805f9b34fb"}}
            422 | /task/priority        | {"every": 5, "task": {"name": "test.add", "args": [1, 2], "priority": 10}}
            422 | /task/eta             | {"every": 5, "task": {"name": "test.add", "args": [1, 2], "countdown": 1, "eta": "2030-01-01T00:00:00Z"}}
            422 | /overlap              | {"every": 5, "overlap": "maybe", "task": {"name": "test.add", "args": [1, 2]}}
            422 | /misfire              | {"every": 5, "misfire": "RUN_ALL", "task": {"name": "test.add", "args": [1, 2]}}
            400 | /evry                 | {"evry": 5, "task": {"name": "test.add", "args": [1, 2]}}
            400 | /task/nam             | {"every": 5, "task": {"nam": "test.add"}}
            400 | /every                | {"every": "5", "task": {"name": "test.add", "args": [1, 2]}}
            400 | /task/args            | {"every": 5, "task": {"name": "test.add", "args": 1}}
            400 | /task/immutable       | {"every": 5, "task": {"name": "test.add", "args": [1, 2], "immutable": true}}
            """)
    void what_cannot_be_scheduled_is_refused_with_its_place(int status, String pointer, String body) {
        Answer refused = put("refused", body);

        assertThat(refused.status()).as(refused.body()).isEqualTo(status);
        assertThat(refused.json().at("/errors/0/pointer").textValue())
                .as(refused.body())
                .isEqualTo(pointer);
        assertThat(http.get("/v1/schedules/refused").status()).isEqualTo(404);
    }

    @Test
    void arguments_that_do_not_fit_are_422() {
        Answer refused = put("refused", "{\"every\": 5, \"task\": {\"name\": \"test.add\", \"args\": [1]}}");

        assertProblem(refused, 422, "bad-arguments");
    }

    @Test
    void a_body_that_is_no_json_is_refused() {
        assertThat(put("refused", "{").status()).isEqualTo(400);
        assertThat(put("refused", "").status()).isEqualTo(400);
        assertThat(http.send(http.request("/v1/schedules/refused").PUT(BodyPublishers.ofString(every(5))))
                        .status())
                .isEqualTo(415);
        assertThat(http.post("/v1/schedules/refused", every(5)).status()).isEqualTo(405);
    }
}
