package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page has asked for may arrive when another one is shown. */
class DashboardLeavingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Holds the answer to one path back until {@code release} is called, and remembers the streams. */
    private static final String SLOW_ANSWER = """
            const [slow] = arguments;
            const fetched = window.fetch;
            window.fetch = async (path, options) => {
              const response = await fetched(path, options);
              if (path === slow) {
                await new Promise(go => { window.release = go; });
                const read = response.text.bind(response);
                // A timer is due after all that follows from the answer at once.
                response.text = () => read().finally(() => setTimeout(() => { window.arrived = true; }));
              }
              return response;
            };
            window.streams = [];
            const Stream = window.EventSource;
            window.EventSource = class extends Stream {
              constructor(path) {
                super(path);
                window.streams.push(this);
              }
            };""";

    @TempDir
    private Path directory;

    @Test
    void a_task_or_workflow_that_comes_too_late_is_not_followed() throws Exception {
        try (Dashboard page = new Dashboard(directory, Map.of())) {
            String task = page.submit("{\"name\": \"test.note\", \"queue\": \"unserved\"}");
            String workflow = page.http()
                    .post("/v1/workflows", "{\"task\": {\"name\": \"test.note\", \"queue\": \"unserved\"}}")
                    .json()
                    .path("id")
                    .textValue();

            assertThat(openStreamsAfterLeaving(page, "/tasks/" + task)).isEmpty();
            assertThat(openStreamsAfterLeaving(page, "/workflows/" + workflow)).isEmpty();
        }
    }

    @SuppressWarnings("unchecked") // JavaScript's strings
    private static List<String> openStreamsAfterLeaving(Dashboard page, String place) {
        page.open("/nowhere");
        page.awaitText("main", "There is no such page");
        page.browser().executeScript(SLOW_ANSWER, "/v1" + place);
        page.browser().executeScript("location.hash = arguments[0]", place);
        await().atMost(PATIENCE).until(() -> (Boolean) page.browser().executeScript("return 'release' in window"));
        page.browser().executeScript("location.hash = '/nowhere'");
        page.awaitText("main", "There is no such page");

        page.browser().executeScript("window.release()");

        await().atMost(PATIENCE).until(() -> (Boolean) page.browser().executeScript("return window.arrived === true"));
        return (List<String>) page.browser().executeScript("""
                return window.streams.filter(stream => stream.readyState !== EventSource.CLOSED).map(stream => stream.url)""");
    }
}
