package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.config.Scope;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dashboard that was left open, and one whose reader has to say who they are. */
class DashboardRecoveryTest {
    @TempDir
    private Path directory;

    @Test
    void a_page_left_open_goes_on_when_its_node_is_back() throws Exception {
        try (Dashboard page = new Dashboard(directory, Map.of())) {
            page.run("{\"name\": \"test.note\"}");
            page.open("/tasks");
            page.awaitCount("tbody tr", 1);
            int port = page.port();

            page.stopNode();
            page.awaitText("#banner", "Reconnecting");
            assertThat(page.text("tbody")).contains("test.note");
            page.screenshot("reconnecting");
            page.start(port);

            page.awaitNoText("#banner", "Reconnecting");
            page.run("{\"name\": \"test.add\", \"args\": [1, 2]}");
            page.awaitText("tbody", "test.add");
        }
    }

    @Test
    void where_a_key_is_asked_for_the_reader_signs_in_and_out() throws Exception {
        try (Dashboard page = new Dashboard(directory, Map.of("http.auth.keys", TestKeys.forEachScope()))) {
            page.open("/queues");
            page.awaitText("h1", "Sign in");
            page.find("input[name=key]").sendKeys("tk_test_wrong");
            page.press("Sign in");
            page.awaitText("#toasts", "not known");
            page.screenshot("sign-in");

            page.find("input[name=key]").clear();
            page.find("input[name=key]").sendKeys(TestKeys.without(Scope.OPERATE));
            page.press("Sign in");
            page.awaitText("tbody", "held");
            page.press("Pause held");
            page.awaitText("#toasts", "operate");

            page.press("Sign out");
            page.awaitText("h1", "Sign in");
            page.find("input[name=key]").sendKeys(TestKeys.without(null));
            page.press("Sign in");
            page.press("Pause held");
            page.awaitText("tbody", "paused");
        }
    }
}
