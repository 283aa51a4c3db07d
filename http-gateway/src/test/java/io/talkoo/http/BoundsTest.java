package io.talkoo.http;

import static io.talkoo.http.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.http.HttpTester.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key reaches that is for some queues or some task names. */
class BoundsTest extends NodeTest {
    private static final List<String> ALL = List.of("submit", "read", "operate", "work");
    private static final String LATER = "\"countdown\": 3600";

    private HttpTester admin;
    private HttpTester mail;
    private HttpTester adder;

    BoundsTest() {
        super(Map.of(
                "http.auth.keys",
                List.of(
                        TestKeys.entry("admin", "tk_admin", ALL),
                        restricted("mail", "queues", List.of("mail", "mail.*")),
                        restricted("adder", "tasks", List.of("test.add")))));
    }

    @BeforeAll
    void callers() {
        admin = node.http().with("tk_admin");
        mail = node.http().with("tk_mail");
        adder = node.http().with("tk_adder");
    }

    private static Map<String, Object> restricted(String id, String field, List<String> names) {
        Map<String, Object> entry = new HashMap<>(TestKeys.entry(id, "tk_" + id, ALL));
        entry.put(field, names);
        return entry;
    }

    private String submitted(String name, String queue) {
        Answer answer = admin.post(
                "/v1/tasks",
                "{\"name\": \"" + name + "\", \"args\": [1, 2], \"queue\": \"" + queue + "\", " + LATER + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().path("id").textValue();
    }

    private static void assertForbidden(Answer answer) {
        assertProblem(answer, 403, "forbidden");
        assertThat(answer.body()).doesNotContain("scope");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mail  | {'name': 'test.add', 'args': [1, 2], 'queue': 'mail', 'countdown': 99}     | 202",
                "mail  | {'name': 'test.add', 'args': [1, 2], 'queue': 'mail.eu', 'countdown': 99}  | 202",
                "mail  | {'name': 'test.add', 'args': [1, 2], 'queue': 'mailer', 'countdown': 99}   | 403",
                "mail  | {'name': 'test.add', 'args': [1, 2], 'countdown': 99}                      | 403",
                "mail  | {'name': 'test.nothing', 'queue': 'mail'}                                  | 422",
                "mail  | {'name': 'test.add', 'args': [1, 2], 'queue': 'mail', 'link': [{'task': {'name': 'test.echo'}}]} | 403",
                "adder | {'name': 'test.add', 'args': [1, 2], 'countdown': 99}                      | 202",
                "adder | {'name': 'test.echo', 'args': [1], 'countdown': 99}                        | 403",
                "adder | {'name': 'test.add', 'args': [1, 2], 'linkError': [{'chain': [{'task': {'name': 'test.echo'}}]}]} | 403"
            })
    void a_submit_is_kept_to_what_the_key_is_for_with_all_its_callbacks(String key, String body, int status) {
        Answer answer = node.http().with("tk_" + key).post("/v1/tasks", body.replace('\'', '"'));

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void an_item_of_a_batch_that_is_out_of_bounds_is_refused_by_itself() {
        Answer answer = adder.post(
                "/v1/tasks/batch",
                "[{\"name\": \"test.echo\", \"args\": [1]}, {\"name\": \"test.add\", \"args\": [1, 2], " + LATER
                        + "}]");

        assertThat(answer.json().path(0).path("error").path("status").intValue())
                .isEqualTo(403);
        assertThat(answer.json().path(1).path("state").textValue()).isEqualTo("PENDING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'chain': [{'task': {'name': 'test.add', 'args': [1, 2]}}, {'task': {'name': 'test.echo'}}]}",
                "{'group': [{'group': [{'task': {'name': 'test.echo', 'args': [1]}}]}]}",
                "{'chord': {'header': [{'task': {'name': 'test.add', 'args': [1, 2]}}], 'body': {'task': {'name': 'test.sum'}}}}",
                "{'map': {'task': {'name': 'test.echo'}, 'items': [1]}}",
                "{'starmap': {'task': {'name': 'test.echo'}, 'items': [[1]]}}",
                "{'chunks': {'task': {'name': 'test.echo'}, 'items': [[1]], 'size': 1}}",
                "{'task': {'name': 'test.add', 'args': [1, 2], 'link': [{'task': {'name': 'test.echo'}}]}}",
                "{'task': {'name': 'test.add', 'args': [1, 2]}, 'linkError': [{'task': {'name': 'test.echo'}}]}"
            })
    void a_workflow_with_a_step_that_is_out_of_bounds_is_refused(String canvas) {
        assertForbidden(adder.post("/v1/workflows", canvas.replace('\'', '"')));
    }

    @Test
    void a_workflow_is_seen_by_whoever_may_see_all_its_tasks() {
        String canvas = "{\"chain\": [{\"task\": {\"name\": \"test.add\", \"args\": [1, 2], " + LATER + "}}]}";
        String own = adder.post("/v1/workflows", canvas).json().path("id").textValue();
        String other = admin.post(
                        "/v1/workflows", canvas.replace("test.add", "test.echo").replace("[1, 2]", "[1]"))
                .json()
                .path("id")
                .textValue();

        assertThat(adder.get("/v1/workflows/" + own).status()).isEqualTo(200);
        assertForbidden(adder.get("/v1/workflows/" + other));
        assertForbidden(adder.post("/v1/workflows/" + other + "/revoke", "{}"));
        assertForbidden(mail.get("/v1/workflows/" + own));
    }

    @ParameterizedTest
    @CsvSource({"GET,''", "GET,/result", "GET,/events", "POST,/revoke", "POST,/retry", "DELETE,''"})
    void a_task_of_others_is_out_of_bounds_by_every_call(String method, String rest) {
        String other = submitted("test.add", "default");

        assertForbidden(mail.send(mail.request("/v1/tasks/" + other + rest)
                .method(method, java.net.http.HttpRequest.BodyPublishers.noBody())));
    }

    @Test
    void an_own_task_is_within_bounds() {
        String own = submitted("test.add", "mail");

        assertThat(mail.get("/v1/tasks/" + own).status()).isEqualTo(200);
        assertThat(mail.post("/v1/tasks/" + own + "/revoke", "{}").status()).isEqualTo(200);
    }

    @Test
    void a_task_of_others_cannot_be_named_as_the_parent() {
        String other = submitted("test.add", "default");

        assertForbidden(mail.post(
                "/v1/tasks",
                "{\"name\": \"test.add\", \"args\": [1, 2], \"queue\": \"mail\", \"parentId\": \"" + other + "\"}"));
    }

    @Test
    void lists_leave_out_what_is_out_of_bounds() {
        String own = submitted("test.add", "mail");
        String other = submitted("test.add", "default");

        assertThat(mail.get("/v1/tasks?limit=1000").json().path("tasks").findValuesAsText("id"))
                .contains(own)
                .doesNotContain(other);
        assertThat(mail.get("/v1/queues").json().findValuesAsText("name"))
                .contains("mail")
                .doesNotContain("default");
        assertThat(adder.get("/v1/task-types").json().findValuesAsText("name")).containsExactly("test.add");
        assertThat(mail.get("/v1/cluster/running").status()).isEqualTo(200);
        assertForbidden(mail.get("/v1/failures"));
        assertThat(adder.get("/v1/failures").status()).isEqualTo(200);
    }

    @Test
    void bulk_calls_have_to_say_which_of_the_own_tasks_they_mean() {
        assertForbidden(mail.post("/v1/tasks/revoke", "{\"name\": \"test.add\"}"));
        assertForbidden(mail.post("/v1/tasks/retry", "{\"queue\": \"default\"}"));
        assertForbidden(adder.post("/v1/tasks/revoke", "{\"queue\": \"mail\"}"));
        assertThat(mail.post("/v1/tasks/revoke", "{\"queue\": \"mail.none\"}").status())
                .isEqualTo(200);
        assertThat(adder.post("/v1/tasks/retry", "{\"name\": \"test.add\"}").status())
                .isEqualTo(200);
    }

    @Test
    void a_queue_and_the_limits_of_a_task_type_belong_to_whoever_may_do_all_of_it() {
        submitted("test.add", "mail");

        assertThat(mail.post("/v1/queues/mail/resume", "").status()).isEqualTo(200);
        assertForbidden(mail.post("/v1/queues/default/pause", ""));
        assertForbidden(mail.delete("/v1/queues/default/tasks"));
        assertForbidden(adder.post("/v1/queues/mail/pause", ""));
        assertThat(adder.put("/v1/task-types/test.add/limits", "{}").status()).isEqualTo(200);
        assertForbidden(adder.put("/v1/task-types/test.echo/limits", "{}"));
        assertForbidden(mail.put("/v1/task-types/test.add/limits", "{}"));
    }

    @Test
    void a_worker_offers_itself_for_its_own_queues_and_tasks_alone() {
        String worker =
                "{\"name\": \"w\", \"queues\": [\"QUEUE\"], \"tasks\": [{\"name\": \"NAME\", \"queue\": \"QUEUE\"}]}";
        String inMail = worker.replace("QUEUE", "mail.py");

        assertThat(mail.post("/v1/workers", inMail.replace("NAME", "py.mail")).status())
                .isEqualTo(201);
        assertForbidden(
                mail.post("/v1/workers", worker.replace("QUEUE", "other").replace("NAME", "py.mail")));
        assertForbidden(mail.post("/v1/workers", "{\"name\": \"w\", \"tasks\": [\"py.mail\"]}"));
        assertForbidden(adder.post("/v1/workers", inMail.replace("NAME", "py.mail")));
    }

    @Test
    void a_worker_does_not_declare_anew_what_belongs_to_another_queue() {
        String declared =
                "{\"name\": \"w\", \"tasks\": [{\"name\": \"py.resize\", \"queue\": \"QUEUE\", \"maxConcurrency\": 1}]}";
        assertThat(admin.post("/v1/workers", declared.replace("QUEUE", "images"))
                        .status())
                .isEqualTo(201);

        Answer refused = mail.post("/v1/workers", declared.replace("QUEUE", "mail"));

        assertForbidden(refused);
        assertThat(refused.json().path("detail").textValue()).contains("py.resize", "images");
        assertThat(queueOf("py.resize")).isEqualTo("images");
        assertForbidden(
                mail.post("/v1/workers", declared.replace("QUEUE", "mail").replace("py.resize", "test.add")));
        assertThat(queueOf("test.add")).isEqualTo("default");
    }

    @Test
    void a_worker_declares_anew_what_is_its_own() {
        String declared = "{\"name\": \"w\", \"tasks\": [{\"name\": \"py.post\", \"queue\": \"QUEUE\"}]}";

        assertThat(mail.post("/v1/workers", declared.replace("QUEUE", "mail")).status())
                .isEqualTo(201);
        assertThat(mail.post("/v1/workers", declared.replace("QUEUE", "mail.eu"))
                        .status())
                .isEqualTo(201);

        assertThat(queueOf("py.post")).isEqualTo("mail.eu");
    }

    private String queueOf(String type) {
        return admin.get("/v1/task-types")
                .json()
                .valueStream()
                .filter(each -> each.path("name").textValue().equals(type))
                .map(each -> each.path("queue").textValue())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_run_gives_way_to_a_canvas_of_own_tasks_alone() {
        String own = submitted("test.add", "default");
        String canvas = "{\"task\": {\"name\": \"test.NAME\", \"args\": [1]}}";

        assertForbidden(adder.post("/v1/tasks/" + own + "/runs/1/replace", canvas.replace("NAME", "echo")));
        assertThat(adder.post("/v1/tasks/" + own + "/runs/1/replace", canvas.replace("NAME", "add"))
                        .status())
                .isIn(409, 422);
        assertForbidden(mail.post("/v1/tasks/" + own + "/runs/1/complete", "{}"));
    }

    @Test
    void a_schedule_belongs_to_whoever_may_submit_its_task() {
        String own = "{\"every\": 3600, \"task\": {\"name\": \"test.add\", \"args\": [1, 2]}}";
        String other = own.replace("test.add", "test.echo").replace("[1, 2]", "[1]");
        assertThat(admin.put("/v1/schedules/other", other).status()).isEqualTo(201);

        assertThat(adder.put("/v1/schedules/own", own).status()).isEqualTo(201);
        assertForbidden(adder.put("/v1/schedules/third", other));
        assertForbidden(adder.put("/v1/schedules/other", own));
        assertForbidden(adder.delete("/v1/schedules/other"));
        assertForbidden(adder.post("/v1/schedules/other/run", ""));
        assertForbidden(adder.get("/v1/schedules/other"));
        JsonNode seen = adder.get("/v1/schedules").json();
        assertThat(seen).hasSize(1);
        assertThat(seen.path(0).path("name").textValue()).isEqualTo("own");
        assertThat(adder.delete("/v1/schedules/own").status()).isEqualTo(204);
    }
}
