package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WindowType;

/** Dashboards that were left open while their node was started anew. */
class DashboardRecoveryTest {
    private static final String WAITS = "{\"name\": \"test.note\", \"queue\": \"unserved\"}";

    @TempDir
    private Path directory;

    /** Windows by the page that each shows. */
    private final Map<String, String> windows = new LinkedHashMap<>();

    private static void openWindow(Dashboard page, Map<String, String> windows, String name, String place) {
        page.browser().switchTo().newWindow(WindowType.WINDOW);
        page.open(place);
        windows.put(name, page.browser().getWindowHandle());
    }

    private void look(Dashboard page, String name) {
        page.browser().switchTo().window(windows.get(name));
    }

    @Test
    void pages_left_open_go_on_when_their_node_is_back() throws Exception {
        try (Dashboard page = new Dashboard(directory, Map.of())) {
            String id = page.submit(WAITS);
            openWindow(page, windows, "overview", "/");
            page.awaitText(".tiles", "Ready\n1\n");
            openWindow(page, windows, "task", "/tasks/" + id);
            page.awaitText(".title", "PENDING");
            openWindow(page, windows, "tasks", "/tasks");
            page.awaitCount("tbody tr", 1);
            int port = page.port();

            page.stopNode();
            for (String name : windows.keySet()) {
                look(page, name);
                page.awaitText("#banner", "Reconnecting");
                assertThat(page.text("main")).contains(name.equals("overview") ? "Ready" : "test.note");
            }
            page.screenshot("reconnecting");
            page.start(port);
            page.submit(WAITS);
            page.http().post("/v1/tasks/" + id + "/revoke", "{}");

            look(page, "overview");
            page.awaitNoText("#banner", "Reconnecting");
            page.submit(WAITS);
            page.awaitText(".tiles", "Ready\n2\n");
            look(page, "task");
            page.awaitNoText("#banner", "Reconnecting");
            page.awaitText(".title", "REVOKED");
            look(page, "tasks");
            page.awaitNoText("#banner", "Reconnecting");
            page.awaitCount("tbody tr", 3);
            page.awaitText("tbody", "REVOKED");
        }
    }
}
