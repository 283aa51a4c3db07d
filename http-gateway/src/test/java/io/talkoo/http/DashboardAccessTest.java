package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.config.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readers see of the dashboard who have to say who they are, by what their key is for. */
class DashboardAccessTest {
    private static final String ALL = TestKeys.without(null);
    private static final String LOOKER = TestKeys.without(Scope.OPERATE);

    @TempDir
    private static Path directory;

    private static Dashboard page;
    private static String held;
    private static String failed;
    private static String workflow;

    @BeforeAll
    static void start() throws Exception {
        List<Map<String, Object>> keys = new ArrayList<>(TestKeys.forEachScope());
        keys.add(keptTo("queues", "mail"));
        keys.add(keptTo("tasks", "test.fail"));
        page = new Dashboard(directory, Map.of("http.auth.keys", keys));
        HttpTester http = page.http().with(ALL);
        held = id(http.post("/v1/tasks", "{\"name\": \"test.note\", \"queue\": \"mail\", \"countdown\": 3600}"));
        failed = id(http.post("/v1/tasks?wait=30", "{\"name\": \"test.fail\", \"args\": [\"no\"]}"));
        workflow = id(http.post(
                "/v1/workflows", "{\"chain\": [{\"task\": {\"name\": \"test.note\", \"countdown\": 3600}}]}"));
        http.put("/v1/schedules/nightly", "{\"cron\": \"0 3 * * *\", \"task\": {\"name\": \"test.note\"}}");
    }

    private static Map<String, Object> keptTo(String field, String name) {
        Map<String, Object> entry = new HashMap<>(TestKeys.entry(field, "tk_" + field, List.of("read", "operate")));
        entry.put(field, List.of(name));
        return entry;
    }

    private static String id(HttpTester.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 202);
        return answer.json().path("id").textValue();
    }

    @AfterAll
    static void stop() {
        page.close();
    }

    /** Read at once: pages draw themselves anew. */
    @SuppressWarnings("unchecked")
    private static List<String> buttons() {
        return (List<String>) page.browser().executeScript("""
                return [...document.querySelectorAll('main button')].map(button => button.innerText);""");
    }

    private static void show(String place, String text) {
        page.open(place);
        page.awaitText("main", text);
    }

    @Test
    void the_reader_signs_in_and_out() throws Exception {
        page.openFor("tk_test_wrong", "/queues");
        page.awaitText("#toasts", "not known");
        page.screenshot("sign-in");

        page.signIn(ALL);
        page.awaitText("tbody", "held");
        page.press("Pause held");
        page.awaitText("tbody", "paused");
        assertThat(page.text("#limits")).isEmpty();

        page.press("Sign out");
        page.awaitText("h1", "Sign in");
        assertThat(page.text("main")).doesNotContain("You are signed out");
    }

    @Test
    void whoever_may_not_operate_is_offered_no_button_and_told_why() throws Exception {
        page.openFor(LOOKER, "/queues");
        page.awaitText("tbody", "held");
        assertThat(buttons()).isEmpty();
        assertThat(page.text("#limits")).contains("without-operate", "no scope operate");
        page.screenshot("looker");

        show("/schedules", "nightly");
        assertThat(buttons()).isEmpty();
        show("/failures", "test.fail");
        assertThat(buttons()).isEmpty();
        show("/tasks/" + held, "PENDING");
        assertThat(buttons()).isEmpty();
        show("/tasks/" + failed, "FAILURE");
        assertThat(buttons()).isEmpty();
        show("/workflows/" + workflow, "PENDING");
        assertThat(buttons()).isEmpty();
    }

    @Test
    void whoever_may_operate_is_offered_the_same_pages_with_their_buttons() {
        page.openFor(ALL, "/queues");
        page.awaitText("tbody", "held");
        assertThat(buttons()).contains("Pause", "Purge");
        show("/schedules", "nightly");
        assertThat(buttons()).contains("Pause", "Run now");
        show("/failures", "test.fail");
        assertThat(buttons()).containsExactly("Run all again");
        show("/tasks/" + held, "PENDING");
        assertThat(buttons()).containsExactly("Revoke");
        show("/tasks/" + failed, "FAILURE");
        assertThat(buttons()).containsExactly("Run again");
        show("/workflows/" + workflow, "PENDING");
        assertThat(buttons()).containsExactly("Revoke");
    }

    @Test
    void a_key_for_some_queues_sees_and_operates_these_alone_and_is_told_so() throws Exception {
        page.openFor("tk_queues", "/queues");
        page.awaitText("tbody", "mail");
        page.awaitCount("tbody tr", 1);
        assertThat(buttons()).containsExactly("Pause", "Purge");
        assertThat(page.text("#limits")).contains("kept to the queues mail");
        page.screenshot("kept-to-queues");

        show("/", "Overview");
        page.awaitText("main", "mail");
        assertThat(page.text("main")).doesNotContain("held");
        show("/tasks", "test.note");
        page.awaitCount("tbody tr", 1);
        show("/tasks/" + held, "PENDING");
        show("/tasks/" + failed, "not for task");
        show("/workflows", "kept to some");
        show("/failures", "list the tasks");
        assertThat(buttons()).isEmpty();
    }

    @Test
    void a_key_for_some_tasks_operates_no_queue() {
        page.openFor("tk_tasks", "/queues");
        page.awaitText("tbody", "held");
        assertThat(buttons()).isEmpty();
        assertThat(page.text("#limits")).contains("kept to the tasks test.fail");

        show("/failures", "test.fail");
        assertThat(buttons()).containsExactly("Run all again");
        show("/tasks", "test.fail");
        page.awaitCount("tbody tr", 1);
    }

    @Test
    void a_session_that_ends_with_its_node_is_renewed_where_the_reader_was() throws Exception {
        page.openFor(LOOKER, "/tasks/" + held);
        page.awaitText("h1", "test.note");
        int port = page.port();

        page.stopNode();
        page.awaitText("#banner", "Reconnecting");
        page.start(port);

        page.awaitText("h1", "Sign in");
        assertThat(page.text("main")).contains("You are signed out");
        assertThat(page.text("#banner")).isEmpty();
        page.screenshot("signed-out");
        page.signIn(LOOKER);
        page.awaitText("h1", "test.note");
        page.awaitText(".title", "PENDING");
    }
}
