package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.talkoo.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** How the pages look, to eyes, to screen readers and to a browser that watches over them. All fields hold script. */
class DashboardLookTest {
    private static final int MOST_BYTES = 300 * 1024;

    @TempDir
    private static Path directory;

    private static Dashboard page;
    private static String axe;
    private static final Map<String, String> PLACES = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        page = new Dashboard(directory, Map.of());
        try (InputStream script = DashboardLookTest.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        fill();
    }

    private static void fill() {
        String evil = page.run(evil("{}"));
        String failed = page.run(evil("{\"fail\": true}"));
        String held = page.submit("{\"name\": \"test.hold\", \"args\": [\"never\"]}");
        page.submit("{\"name\": \"test.steps\", \"args\": [\"never\", 2]}");
        page.submit("{\"name\": \"test.fail\", \"args\": [\"x\"], \"retry\": {\"maxRetries\": 1, \"delay\": 3600}}");
        String revoked = page.submit("{\"name\": \"test.note\", \"countdown\": 3600}");
        page.http()
                .post(
                        "/v1/tasks/" + revoked + "/revoke",
                        json().put("reason", DashboardTasks.SCRIPT).toString());
        page.http().put("/v1/schedules/nightly", "{\"cron\": \"0 3 * * *\", \"task\": {\"name\": \"test.note\"}}");
        page.http()
                .put(
                        "/v1/schedules/often",
                        "{\"every\": 3600, \"enabled\": false, \"task\": {\"name\": \"test.note\"}}");
        page.http().post("/v1/queues/mail/pause", "{}");
        String workflow =
                page.http().post("/v1/workflows?wait=30", """
                        {"chord": {"header": [{"task": {"name": "test.echo", "args": [1]}}, {"task": {"name": "test.echo", "args": [2]}}],
                                   "body": {"task": {"name": "test.sum"}}}}""").json().path("id").textValue();
        PLACES.put("overview", "/");
        PLACES.put("tasks", "/tasks");
        PLACES.put("no-tasks", "/tasks?name=nothing");
        PLACES.put("task", "/tasks/" + evil);
        PLACES.put("failed-task", "/tasks/" + failed);
        PLACES.put("running-task", "/tasks/" + held);
        PLACES.put("revoked-task", "/tasks/" + revoked);
        PLACES.put("workflows", "/workflows");
        PLACES.put("workflow", "/workflows/" + workflow);
        PLACES.put("queues", "/queues");
        PLACES.put("schedules", "/schedules");
        PLACES.put("failures", "/failures");
        PLACES.put("cluster", "/cluster");
    }

    private static ObjectNode json() {
        return Json.mapper().createObjectNode();
    }

    private static String evil(String value) {
        ObjectNode request = json().put("name", DashboardTasks.SCRIPT);
        request.putObject("headers").put("tenant", DashboardTasks.SCRIPT);
        try {
            ObjectNode argument = (ObjectNode) Json.mapper().readTree(value);
            request.putArray("args").add(argument.put("text", DashboardTasks.SCRIPT));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return request.toString();
    }

    @AfterAll
    static void stop() {
        page.close();
    }

    @AfterEach
    void nothing_was_refused_by_the_browser_and_no_script_ran() {
        assertThat(page.browser().executeScript("return window.hacked ?? null")).isNull();
        assertThat(page.complaints()).isEmpty();
    }

    private static void show(String place) {
        page.open(place);
        page.awaitCount("h1", 1);
        page.awaitNoText("main", "Loading");
    }

    @ParameterizedTest
    @CsvSource({"false, 360", "true, 1280"})
    void no_page_has_a_serious_fault_or_is_wider_than_its_window(boolean dark, int width) throws IOException {
        page.look(dark, width);
        for (Map.Entry<String, String> place : PLACES.entrySet()) {
            show(place.getValue());
            page.screenshot(place.getKey() + "-" + width + (dark ? "-dark" : ""));
            assertThat((long) page.browser().executeScript("return document.documentElement.scrollWidth - innerWidth"))
                    .as("how much " + place.getKey() + " is too wide")
                    .isLessThanOrEqualTo(0);
            assertThat(faults()).as(place.getKey()).isEmpty();
        }
    }

    /** What axe calls serious or critical, with the elements that have it. */
    private static List<String> faults() throws IOException {
        page.browser().executeScript(axe);
        String found = (String) page.browser().executeAsyncScript("""
                const done = arguments[0];
                axe.run({ resultTypes: ['violations'] }).then(
                  ({ violations }) => done(JSON.stringify(violations)), fault => done(String(fault)));""");
        JsonNode violations = Json.mapper().readTree(found);
        return violations
                .valueStream()
                .filter(fault -> List.of("serious", "critical")
                        .contains(fault.path("impact").textValue()))
                .map(fault ->
                        fault.path("id").textValue() + " " + fault.path("nodes").findValuesAsText("html"))
                .toList();
    }

    @Test
    void the_dialog_has_no_serious_fault() throws IOException {
        page.look(false, 360);
        show(PLACES.get("running-task"));
        page.press("Revoke");
        page.awaitText("dialog", "Interrupt it");

        page.screenshot("dialog-360");
        assertThat(faults()).isEmpty();
    }

    @Test
    void script_is_shown_as_text_wherever_it_stands() {
        page.look(false, 1280);
        show("/tasks");
        assertThat(page.text("tbody")).contains(DashboardTasks.SCRIPT);
        show("/failures");
        assertThat(page.text("tbody")).contains(DashboardTasks.SCRIPT);
        show(PLACES.get("failed-task"));
        assertThat(page.text("h1")).isEqualTo(DashboardTasks.SCRIPT);
        assertThat(page.text(".fault")).contains(DashboardTasks.SCRIPT);
        assertThat(page.text("pre[aria-label=Traceback]")).contains(DashboardTasks.SCRIPT);
        assertThat(page.text("pre[aria-label=Arguments]")).contains(DashboardTasks.SCRIPT);
        show(PLACES.get("task"));
        assertThat(page.text("pre[aria-label=Result]")).contains(DashboardTasks.SCRIPT);
        assertThat(page.text("main")).contains("tenant", DashboardTasks.SCRIPT);
        show(PLACES.get("revoked-task"));
        assertThat(page.text(".fault")).contains(DashboardTasks.SCRIPT);
    }

    @Test
    void script_in_an_address_is_shown_as_text_too() {
        String script = "%3Cimg%20src%3Dx%20onerror%3Dwindow.hacked%3D1%3E";
        show("/tasks?name=" + script + "&rootId=" + script);
        show("/tasks/" + script);
        page.awaitText("main", "no task has the id");

        assertThat(page.complaints())
                .isNotEmpty()
                .allSatisfy(complaint -> assertThat(complaint).containsAnyOf("400", "404"));
    }

    @Test
    void the_page_is_small_and_asks_nobody_but_its_node() {
        show("/");
        Object bytes = page.browser().executeScript("""
                return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                  .filter(entry => !new URL(entry.name).pathname.startsWith('/v1/'))
                  .reduce((sum, entry) => sum + entry.decodedBodySize, 0);""");
        Object foreign = page.browser().executeScript("""
                return performance.getEntriesByType('resource').filter(entry => new URL(entry.name).origin !== location.origin).length""");

        assertThat((long) bytes).isBetween(10_000L, (long) MOST_BYTES);
        assertThat(foreign).isEqualTo(0L);
    }

    @Test
    void the_pages_are_reached_by_keyboard_and_the_menu_opens_on_a_telephone() {
        page.look(false, 360);
        show("/");
        assertThat(page.find("nav").isDisplayed()).isFalse();
        page.press("Menu");
        assertThat(page.find("nav").isDisplayed()).isTrue();
        page.find("nav a[href='#/queues']").sendKeys(Keys.ENTER);

        page.awaitText("h1", "Queues");
        assertThat(page.browser().switchTo().activeElement().getTagName()).isEqualTo("main");
        assertThat(page.find("nav").isDisplayed()).isFalse();
        assertThat(page.find("nav a[aria-current=page]").getDomAttribute("href"))
                .isEqualTo("#/queues");
    }
}
