package io.talkoo.examples.taskapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.http.StartException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppSettingsTest {
    @Test
    void what_is_not_said_has_a_default() {
        assertThat(AppSettings.from(Map.of()))
                .isEqualTo(new AppSettings(5000, Path.of("task-app-data"), "127.0.0.1", 25, "task-app@localhost"));
    }

    @Test
    void the_environment_has_the_last_word() {
        Map<String, String> environment = Map.of(
                "TASK_APP_PORT", "0",
                "TASK_APP_DATA_DIR", "elsewhere",
                "TASK_APP_SMTP_HOST", "mail.example.org",
                "TASK_APP_SMTP_PORT", "2525",
                "TASK_APP_MAIL_FROM", "shop@example.org");

        assertThat(AppSettings.from(environment))
                .isEqualTo(new AppSettings(0, Path.of("elsewhere"), "mail.example.org", 2525, "shop@example.org"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "-1", "65536", ""})
    void a_port_that_is_none_is_refused_by_name(String port) {
        assertThatThrownBy(() -> AppSettings.from(Map.of("TASK_APP_PORT", port)))
                .isInstanceOf(StartException.class)
                .hasMessage("TASK_APP_PORT: expected a port, 0 to 65535, got \"" + port + "\"");
    }
}
