package io.talkoo.examples.taskapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.talkoo.http.fixture.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page in a real browser; screenshots go to {@code target/screenshots}. */
class PageTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static TaskApp app;
    private static ChromeDriver browser;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(SCREENSHOTS);
        app = Apps.start(directory);
        browser = Chromium.open(directory.resolve("profile"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
        app.close();
    }

    @BeforeEach
    void open() {
        browser.get(app.uri() + "/");
    }

    private static WebElement form(String id) {
        return browser.findElement(By.id(id));
    }

    private static void fill(WebElement form, String field, String value) {
        WebElement input = form.findElement(By.name(field));
        input.clear();
        input.sendKeys(value);
    }

    private static void submit(WebElement form) {
        form.findElement(By.tagName("button")).click();
    }

    private static void awaitText(WebElement form, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(form.findElement(By.tagName("output")).getText())
                                .isEqualTo(text));
    }

    private static void screenshot(String name) throws IOException {
        Files.write(SCREENSHOTS.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }

    @Test
    void add_shows_the_sum() {
        WebElement add = form("add");
        fill(add, "a", "20");
        fill(add, "b", "22");

        submit(add);

        awaitText(add, "Result: 42");
        assertThat(add.findElement(By.tagName("button")).isEnabled()).isTrue();
    }

    @Test
    void all_three_forms_work_side_by_side_and_process_draws_its_progress() throws IOException {
        WebElement process = form("process");
        WebElement bar = process.findElement(By.tagName("progress"));
        assertThat(bar.isDisplayed()).isFalse();
        fill(process, "total", "3");

        submit(process);
        submit(form("block"));
        submit(form("add"));

        awaitText(process, "1 of 3 steps");
        assertThat(bar.isDisplayed()).isTrue();
        assertThat(bar.getDomProperty("value")).isEqualTo("1");
        assertThat(bar.getDomProperty("max")).isEqualTo("3");
        awaitText(form("add"), "Result: 6");
        awaitText(form("block"), "Running …");
        screenshot("running");
        awaitText(process, "Done: 3 of 3 steps");
        awaitText(form("block"), "Done");
        screenshot("done");
    }

    @Test
    void what_the_server_refuses_and_what_fails_is_seen() throws IOException {
        WebElement add = form("add");
        fill(add, "a", String.valueOf(Long.MAX_VALUE));
        submit(add);
        WebElement process = form("process");
        browser.executeScript("arguments[0].noValidate = true", process);
        fill(process, "total", "0");
        submit(process);

        awaitText(add, "java.lang.ArithmeticException: long overflow");
        awaitText(process, "The form field 'total' has to be 1 to 3600, not 0.");
        screenshot("errors");
    }

    @Test
    void the_page_waits_for_a_server_that_is_started_again_and_its_task_ends(@TempDir Path own) throws IOException {
        TaskApp first = Apps.start(own);
        int port = first.uri().getPort();
        WebElement process;
        try (first) {
            browser.get(first.uri() + "/");
            process = form("process");
            fill(process, "total", "3");
            submit(process);
            awaitText(process, "1 of 3 steps");
        }
        awaitText(process, "The server does not answer, trying again …");
        screenshot("server-stopped");

        try (TaskApp second = Apps.start(own, port)) {
            assertThat(second.uri()).isEqualTo(first.uri());
            awaitText(process, "Done: 3 of 3 steps");
        }
    }

    @Test
    void the_page_fits_a_telephone_in_the_dark() throws IOException {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 320, "height", 900, "deviceScaleFactor", 2, "mobile", true));

        assertThat(browser.executeScript("return document.documentElement.scrollWidth"))
                .isEqualTo(320L);
        assertThat(browser.executeScript("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(23, 25, 22)");
        screenshot("narrow-dark");
        browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    }

    @Test
    void the_page_asks_nobody_but_its_own_server_and_every_field_has_a_label() {
        Object foreign = browser.executeScript("return performance.getEntriesByType('resource')"
                + ".filter(entry => new URL(entry.name).origin !== location.origin).length");
        Object unlabelled = browser.executeScript(
                "return [...document.querySelectorAll('input')].filter(input => !input.labels.length).length");

        assertThat(foreign).isEqualTo(0L);
        assertThat(unlabelled).isEqualTo(0L);
        assertThat(browser.manage().logs().get("browser").getAll()).isEmpty();
    }
}
