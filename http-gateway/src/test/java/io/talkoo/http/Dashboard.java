package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskEngine;
import io.talkoo.http.HttpTester.Answer;
import io.talkoo.http.fixture.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** A node and its dashboard in a real browser; screenshots go to {@code target/screenshots}. */
final class Dashboard implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestTasks tasks = new TestTasks();
    private final Path data;
    private final Map<String, Object> settings;
    private final ChromeDriver browser;
    private TalkooNode node;

    /** @param settings more of them, by their keys without {@code talkoo.} */
    Dashboard(Path directory, Map<String, Object> settings) throws IOException, InterruptedException {
        Files.createDirectories(SCREENSHOTS);
        this.data = directory.resolve("data");
        this.settings = settings;
        this.browser = Chromium.open(directory.resolve("profile"));
        start(0);
    }

    /** Starts the node, again where it was stopped. */
    void start(int port) {
        TalkooSettings all = TalkooSettings.defaults()
                .with("data-dir", data)
                .with("http.port", port)
                .with("queues", "default:8,mail:2,held:1");
        for (Map.Entry<String, Object> setting : settings.entrySet()) {
            all = all.with(setting.getKey(), setting.getValue());
        }
        node = TalkooNode.start(TaskEngine.builder().settings(all).tasks(tasks).tasks(new DashboardTasks()));
    }

    void stopNode() {
        node.close();
    }

    int port() {
        return node.address().getPort();
    }

    HttpTester http() {
        return new HttpTester(port());
    }

    TestTasks tasks() {
        return tasks;
    }

    ChromeDriver browser() {
        return browser;
    }

    /** Submits and answers the id. */
    String submit(String json) {
        Answer answer = http().post("/v1/tasks", json);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().path("id").textValue();
    }

    /** Submits and waits for the end. */
    String run(String json) {
        String id = submit(json);
        assertThat(http().get("/v1/tasks/" + id + "?wait=30")
                        .json()
                        .path("ready")
                        .booleanValue())
                .isTrue();
        return id;
    }

    /** Stores many tasks that wait in a queue which nobody serves. */
    void fill(int tasks) {
        int batch = 10_000;
        String body = IntStream.range(0, batch)
                .mapToObj(i -> "{\"name\":\"test.note\",\"queue\":\"unserved\"}")
                .collect(Collectors.joining(",", "[", "]"));
        for (int stored = 0; stored < tasks; stored += batch) {
            assertThat(http().post("/v1/tasks/batch", body).status()).isEqualTo(200);
        }
    }

    /** @param place what stands behind the # of the address */
    void open(String place) {
        browser.get("about:blank");
        browser.get("http://127.0.0.1:" + port() + "/#" + place);
    }

    /** Opens it for whoever has that key, and nobody else who was there before. */
    void openFor(String key, String place) {
        browser.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        open(place);
        awaitText("h1", "Sign in");
        signIn(key);
    }

    void signIn(String key) {
        WebElement field = find("input[name=key]");
        field.clear();
        field.sendKeys(key);
        press("Sign in");
    }

    WebElement find(String css) {
        return browser.findElement(By.cssSelector(css));
    }

    /** What the page shows, in words. */
    String text(String css) {
        return (String) browser.executeScript("""
                const element = document.querySelector(arguments[0]);
                return element?.innerText ?? element?.textContent ?? '';""", css);
    }

    void awaitText(String css, String text) {
        await(css + " with " + text)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text(css)).contains(text));
    }

    void awaitNoText(String css, String text) {
        await(css + " without " + text)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text(css)).doesNotContain(text));
    }

    void awaitCount(String css, int count) {
        await(count + " of " + css)
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(browser.findElements(By.cssSelector(css))).hasSize(count));
    }

    /** By the name that a screen reader says. Pages draw themselves anew, so it is looked for at the moment of the click. */
    void press(String name) {
        await("a button " + name).atMost(PATIENCE).until(() -> (Boolean) browser.executeScript("""
                const button = [...document.querySelectorAll('button, a.button')].find(one =>
                  !one.disabled && (one.getAttribute('aria-label') ?? one.innerText).trim() === arguments[0]);
                button?.click();
                return Boolean(button);""", name));
    }

    void choose(String css, String value) {
        browser.executeScript("""
                const field = document.querySelector(arguments[0]);
                field.value = arguments[1];
                field.dispatchEvent(new Event('change', { bubbles: true }));""", css, value);
    }

    String place() {
        return (String) browser.executeScript("return location.hash.slice(1)");
    }

    /** As a browser of that width has it, whose user wants it dark or light. */
    void look(boolean dark, int width) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    void screenshot(String name) throws IOException {
        Files.write(SCREENSHOTS.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }

    /** What the browser has to complain of since it was asked last, violations of the page's policy too. */
    List<String> complaints() {
        return browser.manage().logs().get("browser").getAll().stream()
                .map(Object::toString)
                .toList();
    }

    @Override
    public void close() {
        browser.quit();
        node.close();
    }
}
