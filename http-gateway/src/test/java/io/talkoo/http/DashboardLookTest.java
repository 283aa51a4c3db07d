package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
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

    /** What runs is there until the end, and nobody waits for it then. */
    private static final Map<String, Object> SETTINGS =
            Map.of("workers.heartbeat", "60s", "tasks.secret-names", "token,password", "shutdown.drain", "1s");

    @TempDir
    private static Path directory;

    private static Dashboard page;
    private static String axe;
    private static final Map<String, String> PLACES = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        page = new Dashboard(directory, SETTINGS);
        try (InputStream script = DashboardLookTest.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        fill();
    }

    private static void fill() {
        HttpTester http = page.http();
        String evil = page.run(DashboardTasks.request(DashboardTasks.SCRIPT).toString());
        RemoteWorker worker = new RemoteWorker(
                http,
                http.post("/v1/workers", DashboardTasks.registration())
                        .json()
                        .path("workerId")
                        .textValue());
        String failed = page.submit(DashboardTasks.remote().toString());
        worker.tell(worker.next(), "fail", DashboardTasks.failure());
        String broken = id(http.post("/v1/workflows", DashboardTasks.workflow()));
        worker.tell(worker.next(), "fail", DashboardTasks.failure());
        http.get("/v1/workflows/" + broken + "?wait=30");
        String running = page.submit(DashboardTasks.remote().toString());
        worker.tell(worker.next(), "progress", DashboardTasks.progress());
        page.submit("{\"name\": \"test.steps\", \"args\": [\"never\", 2]}");
        page.submit("{\"name\": \"test.fail\", \"args\": [\"x\"], \"retry\": {\"maxRetries\": 1, \"delay\": 3600}}");
        String revoked = page.submit("{\"name\": \"test.note\", \"countdown\": 3600}");
        http.post(
                "/v1/tasks/" + revoked + "/revoke",
                DashboardTasks.object().put("reason", DashboardTasks.SCRIPT).toString());
        http.put("/v1/schedules/nightly", "{\"cron\": \"0 3 * * *\", \"task\": {\"name\": \"test.note\"}}");
        http.put(
                "/v1/schedules/a-name-of-which-nobody-thought-that-it-could-be-as-long",
                "{\"every\": 3600, \"enabled\": false, \"task\": " + DashboardTasks.remote() + "}");
        http.post("/v1/queues/mail/pause", "{}");
        PLACES.put("overview", "/");
        PLACES.put("tasks", "/tasks");
        PLACES.put("no-tasks", "/tasks?name=nothing");
        PLACES.put("task", "/tasks/" + evil);
        PLACES.put("failed-task", "/tasks/" + failed);
        PLACES.put("broken-task", "/tasks/" + broken);
        PLACES.put("running-task", "/tasks/" + running);
        PLACES.put("revoked-task", "/tasks/" + revoked);
        PLACES.put("workflows", "/workflows");
        PLACES.put("workflow", "/workflows/" + broken);
        PLACES.put("queues", "/queues");
        PLACES.put("schedules", "/schedules");
        PLACES.put("failures", "/failures");
        PLACES.put("cluster", "/cluster");
    }

    private static String id(HttpTester.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 202);
        return answer.json().path("id").textValue();
    }

    @AfterAll
    static void stop() {
        page.close();
    }

    @AfterEach
    void nothing_was_refused_by_the_browser() {
        assertThat(page.complaints()).isEmpty();
    }

    /** Of what tasks show nothing has become a part of the page, and nothing was run. */
    private static void show(String place) {
        page.open(place);
        page.awaitCount("h1", 1);
        page.awaitNoText("main", "Loading");
        page.awaitCount("main :is(script, img, iframe, [onerror]), [src=x]", 0);
        assertThat(page.browser().executeScript("return window.hacked ?? null"))
                .as(place)
                .isNull();
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
        page.awaitText("dialog", "It runs at the moment");
        page.awaitText("dialog", "Interrupt it");

        page.screenshot("dialog-360");
        assertThat(faults()).isEmpty();
    }

    @Test
    void script_is_shown_as_text_wherever_it_stands() {
        page.look(false, 1280);
        assertShown("tasks", "tbody", DashboardTasks.SCRIPT, DashboardTasks.QUOTED);
        assertShown("failures", "tbody", DashboardTasks.QUOTED);
        assertShown("schedules", "tbody", DashboardTasks.QUOTED);
        assertShown("cluster", "main", DashboardTasks.QUOTED, DashboardTasks.SCRIPT);
        assertShown("task", "h1", DashboardTasks.SCRIPT);
        assertShown("task", "main", DashboardTasks.QUOTED);
        assertShown("failed-task", "h1", DashboardTasks.QUOTED);
        assertShown("failed-task", ".fault", DashboardTasks.QUOTED, DashboardTasks.SCRIPT);
        assertShown("failed-task", "pre[aria-label=Traceback]", DashboardTasks.QUOTED);
        assertShown("failed-task", ".timeline", DashboardTasks.QUOTED, DashboardTasks.SCRIPT);
        assertShown("broken-task", "main", DashboardTasks.QUOTED, DashboardTasks.SCRIPT);
        assertShown("running-task", "main", DashboardTasks.QUOTED, DashboardTasks.SCRIPT);
        assertShown("revoked-task", ".fault", DashboardTasks.SCRIPT);
        assertShown("workflow", "main", DashboardTasks.QUOTED, DashboardTasks.SCRIPT);
    }

    private static void assertShown(String place, String css, String... texts) {
        if (!page.place().equals(PLACES.get(place))) {
            show(PLACES.get(place));
        }
        for (String text : texts) {
            page.awaitText(css, text);
        }
    }

    @Test
    void script_in_the_values_of_a_task_is_quoted_as_json() {
        page.look(false, 1280);
        String quoted =
                Json.mapper().getNodeFactory().textNode(DashboardTasks.QUOTED).toString();
        show(PLACES.get("running-task"));

        page.awaitText("pre[aria-label='Progress as reported']", quoted);
        page.awaitText("pre[aria-label=Arguments]", quoted);
        page.awaitText("pre[aria-label='Named arguments']", quoted);
    }

    @Test
    void names_that_could_not_be_told_from_markup_are_not_taken() {
        String name = URLEncoder.encode(DashboardTasks.SCRIPT, StandardCharsets.UTF_8);
        String inQueue = DashboardTasks.request("test.echo")
                .put("queue", DashboardTasks.SCRIPT)
                .toString();

        assertThat(page.http().post("/v1/tasks", inQueue).status()).isEqualTo(422);
        assertThat(page.http()
                        .put(
                                "/v1/schedules/" + name.replace("+", "%20"),
                                "{\"every\": 9, \"task\": {\"name\": \"test.note\"}}")
                        .status())
                .isEqualTo(422);
        assertThat(page.http().get("/v1/tasks?state=" + name).status()).isEqualTo(400);
    }

    @Test
    void what_is_secret_is_masked_on_every_page() {
        page.look(false, 1280);
        String password = "hunter2hunter2";
        String login =
                "{\"name\": \"test.login\", \"args\": [\"WHO\", \"hunter2hunter2\"], \"headers\": {\"token\": \"hunter2hunter2\"}}";
        String done = page.run(login.replace("WHO", "ada"));
        String failed = page.run(login.replace("WHO", "nobody"));
        String named = page.run("{\"name\": \"test.echo\", \"args\": [{\"token\": \"hunter2hunter2\"}]}");
        String workflow = id(page.http().post("/v1/workflows?wait=30", "{\"chain\": [{\"task\": " + login + "}]}"));

        for (String place :
                List.of("/tasks/" + done, "/tasks/" + failed, "/tasks/" + named, "/workflows/" + workflow)) {
            show(place);
            page.awaitText("main", "***");
            assertThat(page.text("main")).as(place).doesNotContain(password);
        }
        for (String place : List.of("/", "/tasks", "/failures", "/workflows", "/cluster")) {
            show(place);
            assertThat(page.text("body")).as(place).doesNotContain(password);
        }
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
