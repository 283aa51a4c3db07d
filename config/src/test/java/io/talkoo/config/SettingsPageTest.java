package io.talkoo.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
    private static final Path PAGE = Path.of("SETTINGS.md");

    @Test
    void thePageOfAllSettingsSaysWhatTheReferenceSays() throws IOException {
        String made = SettingsPage.make();
        if (Boolean.getBoolean("settings.write")) {
            Files.writeString(PAGE, made);
        }

        assertThat(Files.readString(PAGE))
                .as("write it anew: mvn -pl config -am test -Dtest=SettingsPageTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dsettings.write=true")
                .isEqualTo(made);
    }

    @Test
    void eachSettingIsOnIt() {
        String page = SettingsPage.make();

        assertThat(ConfigFactory.parseResources("reference.conf").entrySet())
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(page).contains("| `" + setting.getKey() + "` |"));
    }
}
