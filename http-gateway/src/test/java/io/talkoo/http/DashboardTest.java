package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each page of the dashboard and each of its buttons, with 100,000 tasks in the store. */
class DashboardTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String WORKFLOW = """
            {"chain": [{"task": {"name": "test.echo", "args": [1]}},
                       {"group": [{"task": {"name": "test.add", "args": [1]}}, {"task": {"name": "test.add", "args": [2]}}]},
                       {"task": {"name": "test.sum"}}]}""";

    private static final String TWO_NODES = """
            {"members": [
               {"id": "a", "address": "h:1", "roles": ["task"], "status": "up", "version": "1", "queues": [], "slots": 0, "running": 0,
                "shards": [0, 1, 4]},
               {"id": "b", "address": "h:2", "roles": ["task"], "status": "leaving", "version": "1", "queues": [], "slots": 0, "running": 0,
                "shards": [2, 5]}],
             "shards": 6, "leader": "a", "unreachable": [], "store": {"kind": "postgresql", "fault": null}}""";

    @TempDir
    private static Path directory;

    private static Dashboard page;

    @BeforeAll
    static void start() throws Exception {
        page = new Dashboard(directory, Map.of());
        page.fill(100_000);
    }

    @AfterAll
    static void stop() {
        page.close();
    }

    @AfterEach
    void nothing_was_refused_by_the_browser() {
        assertThat(page.complaints()).isEmpty();
    }

    private static String status(String id) {
        return page.http().get("/v1/tasks/" + id).json().path("state").textValue();
    }

    private static void awaitState(String id, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(id)).isEqualTo(state));
    }

    private static JsonNode queue(String name) {
        for (JsonNode queue : page.http().get("/v1/queues").json()) {
            if (queue.path("name").textValue().equals(name)) {
                return queue;
            }
        }
        throw new AssertionError("no queue " + name);
    }

    @Test
    void the_list_is_filtered_and_paged_by_its_address_and_the_way_back_works() {
        page.open("/tasks?queue=unserved");
        page.awaitCount("tbody tr", 50);
        String newest = page.text("tbody tr .id");

        page.press("Older");
        page.awaitText(".pager", "Page 2");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(page.text("tbody tr .id")).isNotEqualTo(newest));
        assertThat(page.place()).contains("queue=unserved", "page=2", "cursor=");

        page.browser().navigate().back();
        page.awaitText(".pager", "Page 1");
        page.choose("select[name=state]", "FAILURE");
        page.awaitText("main", "No task passes this filter");
        assertThat(page.place()).isEqualTo("/tasks?state=FAILURE&queue=unserved");
        page.press("Clear");
        page.awaitCount("tbody tr", 50);
    }

    @Test
    void a_task_that_is_submitted_appears_in_the_list_by_itself_and_its_state_follows_it() {
        page.open("/tasks?name=test.hold");
        page.awaitText("h1", "Tasks");

        page.submit("{\"name\": \"test.hold\", \"args\": [\"listed\"]}");

        page.awaitText("tbody", "STARTED");
        page.tasks().open("listed");
        page.awaitText("tbody", "SUCCESS");
        page.awaitNoText("tbody", "STARTED");
    }

    @Test
    void a_page_that_does_not_follow_waits_until_it_does() {
        page.open("/tasks?name=test.mendable");
        page.awaitText("main", "No task passes this filter");
        page.press("Live");
        page.run("{\"name\": \"test.mendable\"}");
        assertThat(page.text("#live")).isEqualTo("Live");
        assertThat(page.find("#live").getDomAttribute("aria-pressed")).isEqualTo("false");
        assertThat(page.text("main")).contains("No task passes this filter");

        page.press("Live");

        page.awaitText("tbody", "test.mendable");
    }

    @Test
    void a_task_is_followed_from_step_to_step_to_its_end() {
        String id = page.submit(
                "{\"name\": \"test.steps\", \"args\": [\"followed\", 2], \"headers\": {\"tenant\": \"a\"}}");
        page.open("/tasks/" + id);
        page.awaitText("h1", "test.steps");
        page.awaitText(".title", "STARTED");
        page.awaitText(".timeline", "STARTED");
        assertThat(page.text("main")).contains("followed", "tenant", "default");

        page.tasks().open("followed");
        page.awaitText("main", "\"current\": 1");
        page.tasks().open("followed");
        page.awaitText("main", "\"current\": 2");
        page.tasks().open("followed");

        page.awaitText(".title", "SUCCESS");
        page.awaitText("main", "\"done\"");
        page.awaitText(".timeline", "#1");
    }

    @Test
    void a_task_that_waits_is_revoked_with_a_reason() {
        String id = page.submit("{\"name\": \"test.note\", \"countdown\": 3600}");
        page.open("/tasks/" + id);
        page.awaitText(".title", "PENDING");

        page.press("Revoke");
        page.awaitText("dialog", "Revoke this task?");
        page.find("dialog input[name=reason]").sendKeys("not needed any more");
        page.find("dialog button[value=yes]").click();

        page.awaitText(".title", "REVOKED");
        page.awaitText("main", "not needed any more");
        assertThat(status(id)).isEqualTo("REVOKED");
    }

    @Test
    void a_task_that_runs_is_interrupted_only_where_that_is_said_and_not_where_the_dialog_is_left() {
        String id = page.submit("{\"name\": \"test.hold\", \"args\": [\"interrupted\"]}");
        page.open("/tasks/" + id);
        page.awaitText(".title", "STARTED");
        page.press("Revoke");
        page.awaitText("dialog", "It runs at the moment");
        page.press("Cancel");
        page.awaitCount("dialog", 0);
        assertThat(status(id)).isEqualTo("STARTED");

        page.press("Revoke");
        page.awaitText("dialog", "Interrupt it");
        page.find("dialog input[name=terminate]").click();
        page.find("dialog button[value=yes]").click();

        page.awaitText(".title", "REVOKED");
        awaitState(id, "REVOKED");
    }

    @Test
    void a_task_that_failed_runs_again() {
        String id = page.run("{\"name\": \"test.fail\", \"args\": [\"no luck\"]}");
        page.open("/tasks/" + id);
        page.awaitText("main", "no luck");
        page.awaitText("main", "at io.talkoo.http.TestTasks.fail");

        page.press("Run again");

        page.awaitText(".timeline", "#2");
        page.awaitText(".title", "FAILURE");
    }

    @Test
    void what_the_node_refuses_is_said_in_its_words() {
        String id = page.run("{\"name\": \"test.fail\", \"args\": [\"gone\"]}");
        page.open("/tasks/" + id);
        page.awaitText(".title", "FAILURE");
        assertThat(page.http().delete("/v1/tasks/" + id).status()).isEqualTo(204);

        page.press("Run again");

        page.awaitText("#toasts", id);
        JsonNode problem = page.http().post("/v1/tasks/" + id + "/retry", "{}").json();
        assertThat(page.text("#toasts"))
                .contains(
                        problem.path("title").textValue(),
                        problem.path("detail").textValue());
        page.press("Dismiss");
        page.awaitCount(".toast", 0);
        assertThat(page.complaints()).singleElement().asString().contains("404");
    }

    @Test
    void a_workflow_is_drawn_on_its_page_and_on_those_of_its_tasks() {
        String id = page.http()
                .post("/v1/workflows?wait=30", WORKFLOW)
                .json()
                .path("id")
                .textValue();
        page.open("/workflows");
        page.awaitText("tbody", id);
        page.find("tbody a").click();
        page.awaitText("h1", "Workflow");
        page.awaitCount(".graph a.node", 4);
        assertThat(page.text("main")).contains("SUCCESS", "Result", "5");

        page.open("/tasks/" + id);
        page.awaitCount(".graph a.node", 4);
        page.awaitCount(".graph .link", 4);
        assertThat(page.text(".graph a[aria-current=true]")).contains("test.sum");
    }

    @Test
    void a_workflow_that_goes_on_is_followed_and_revoked() {
        String id = page.http().post("/v1/workflows", """
                        {"chain": [{"task": {"name": "test.hold", "args": ["chained"]}}, {"task": {"name": "test.echo"}}]}""").json().path("id").textValue();
        page.open("/workflows/" + id);
        page.awaitText(".graph", "STARTED");

        page.press("Revoke");
        page.awaitText("dialog", "Revoke this workflow?");
        page.find("dialog button[value=yes]").click();

        awaitState(id, "REVOKED");
        page.tasks().open("chained");
        page.awaitText(".graph", "REVOKED");
    }

    @Test
    void a_queue_is_paused_resumed_and_purged() {
        page.open("/queues");
        page.awaitText("tbody", "100,000");
        page.press("Pause held");
        page.awaitText("tbody", "paused");
        assertThat(queue("held").path("paused").booleanValue()).isTrue();

        String id = page.submit("{\"name\": \"test.note\", \"queue\": \"held\"}");
        page.awaitText("tr:has([aria-label='Purge held']) td:nth-child(3)", "1");
        page.press("Purge held");
        page.awaitText("dialog", "1 ready task");
        page.find("dialog button[value=yes]").click();
        page.awaitText("#toasts", "1 task revoked");
        awaitState(id, "REVOKED");

        page.press("Resume held");
        page.awaitNoText("tbody", "paused");
        assertThat(queue("held").path("paused").booleanValue()).isFalse();
    }

    @Test
    void a_schedule_is_paused_resumed_and_run_at_once() {
        page.open("/schedules");
        page.awaitText("main", "No schedules yet");
        page.http().put("/v1/schedules/nightly", "{\"cron\": \"0 3 * * *\", \"task\": {\"name\": \"test.note\"}}");
        page.open("/schedules");
        page.awaitText("tbody", "nightly");

        page.press("Pause nightly");
        page.awaitText("tbody", "paused");
        page.press("Resume nightly");
        page.awaitNoText("tbody", "paused");
        page.press("Run nightly now");
        page.awaitText("#toasts", "nightly runs now");

        JsonNode schedule = page.http().get("/v1/schedules/nightly").json();
        assertThat(schedule.path("runs").intValue()).isEqualTo(1);
        page.find("#toasts a").click();
        page.awaitText("h1", "test.note");
        page.http().delete("/v1/schedules/nightly");
    }

    @Test
    void failures_are_grouped_by_their_error_and_run_again_together() {
        page.run("{\"name\": \"test.refuse\", \"args\": [1]}");
        page.run("{\"name\": \"test.refuse\", \"args\": [2]}");
        page.open("/failures");
        page.awaitText("tbody", "test.refuse");

        page.press("Run again all of test.refuse that failed with java.lang.IllegalStateException");
        page.awaitText("dialog", "Run 2 tasks again?");
        page.find("dialog button[value=yes]").click();

        page.awaitText("#toasts", "2 tasks run again");
        page.find("tbody a").click();
        page.awaitText("h1", "Tasks");
        assertThat(page.place()).contains("errorType=java.lang.IllegalStateException");
    }

    @Test
    void the_cluster_shows_its_nodes_and_what_runs_on_them() {
        String id = page.submit("{\"name\": \"test.hold\", \"args\": [\"shown\"]}");
        page.open("/cluster");
        page.awaitText("tbody", "node-1");
        page.awaitText("tbody", "of 11");
        page.awaitText("main", id.substring(id.length() - 12));
        assertThat(page.text("main")).contains("leader", "up", "sqlite", "gateway, task, worker");

        page.tasks().open("shown");
        page.awaitNoText("main", id.substring(id.length() - 12));
    }

    @Test
    void the_cluster_shows_which_node_keeps_which_shards() {
        page.open("/cluster");
        page.awaitText("table:has(.shards)", "64 of 64");
        assertThat(page.text("table:has(.shards)")).contains("node-1", "0–63");
        page.awaitCount(".shards .kept", 64);

        page.open("/queues");
        page.awaitText("h1", "Queues");
        page.browser().executeScript("""
                const { fetch } = window;
                window.fetch = (path, options) =>
                  path === '/v1/cluster' ? Promise.resolve(new Response(arguments[0])) : fetch(path, options);
                location.hash = '#/cluster';""", TWO_NODES);

        page.awaitText("table:has(.shards)", "3 of 6");
        assertThat(page.text("table:has(.shards)"))
                .contains("a", "0–1, 4", "b", "2 of 6", "2, 5", "on the move", "1 of 6");
        page.awaitCount(".shards .kept", 6);
    }

    @Test
    void the_overview_counts_what_ends() {
        page.open("/");
        page.awaitText(".tiles", "100,000");
        page.awaitCount(".chart", 2);
        await().atMost(PATIENCE).untilAsserted(() -> {
            page.run("{\"name\": \"test.fail\", \"args\": [\"counted\"]}");
            assertThat(page.find(".chart svg").getDomAttribute("aria-label")).doesNotContain("at the moment 0/s");
        });
        assertThat(page.text("main")).contains("node-1", "held", "run, median");
    }

    @Test
    void the_theme_is_the_systems_until_it_is_chosen() {
        page.open("/cluster");
        page.press("Theme: auto");
        page.press("Theme: light");
        page.look(false, 1280);
        assertThat(page.browser().executeScript("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(19, 22, 20)");

        page.press("Theme: dark");

        assertThat(page.browser().executeScript("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(245, 246, 243)");
    }
}
