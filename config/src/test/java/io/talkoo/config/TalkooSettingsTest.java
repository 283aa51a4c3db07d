package io.talkoo.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.talkoo.config.TalkooSettings.TrackStarted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TalkooSettingsTest {
    @Test
    void theDefaultsAreThoseOfTheReference() {
        TalkooSettings settings = TalkooSettings.defaults();

        assertThat(settings.node()).isEqualTo(new TalkooSettings.Node("node-1", Path.of("talkoo-data")));
        assertThat(settings.http()).isEqualTo(new TalkooSettings.Http("127.0.0.1", 8080, 1 << 20));
        assertThat(settings.store())
                .isEqualTo(new TalkooSettings.Store(
                        "jdbc:sqlite:talkoo-data/talkoo.db", "", "", 1000, 20_000, Duration.ofSeconds(5)));
        assertThat(settings.tasks().retry())
                .isEqualTo(new TalkooSettings.Retry(3, Duration.ofSeconds(180), 2, Duration.ofSeconds(600), true));
        assertThat(settings.tasks().timeLimit()).isNull();
        assertThat(settings.tasks().softTimeLimit()).isNull();
        assertThat(settings.tasks().resultExpires()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.tasks().trackStarted())
                .isEqualTo(new TrackStarted(TrackStarted.Mode.AFTER, Duration.ofSeconds(1)));
        assertThat(settings.tasks().maxResultBytes()).isEqualTo(16 << 20);
        assertThat(settings.shutdown().drain()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.cluster().partitions()).isEqualTo(64);
    }

    @Test
    void automaticQueuesAreOnePoolOfAtLeastSixteenSlots() {
        assertThat(TalkooSettings.defaults().queues().slots())
                .containsOnlyKeys("*")
                .hasEntrySatisfying("*", slots -> assertThat(slots).isGreaterThanOrEqualTo(16));
    }

    @Test
    void queuesAreReadFromText() {
        assertThat(settings("queues = \"default:16, mail:eu:4\"").queues().slots())
                .containsExactly(Map.entry("default", 16), Map.entry("mail:eu", 4));
    }

    @Test
    void queuesAreReadFromAnObject() {
        assertThat(settings("queues { default = 16, \"mail.eu\" = 4, \"*\" = 2 }")
                        .queues()
                        .slots())
                .isEqualTo(Map.of("default", 16, "mail.eu", 4, "*", 2));
    }

    @Test
    void numbersAndFlagsAreReadFromTextToo() {
        TalkooSettings settings = settings(
                "http.port = \"0\", tasks.retry { jitter = \"off\", backoff = \"1.5\" }, store.batch = \" 5 \"");

        assertThat(settings.http().port()).isZero();
        assertThat(settings.tasks().retry().jitter()).isFalse();
        assertThat(settings.tasks().retry().backoff()).isEqualTo(1.5);
        assertThat(settings.store().batchSize()).isEqualTo(5);
    }

    @Test
    void trackStartedHasThreeForms() {
        assertThat(settings("tasks.track-started = always")
                        .tasks()
                        .trackStarted()
                        .mode())
                .isEqualTo(TrackStarted.Mode.ALWAYS);
        assertThat(settings("tasks.track-started = never")
                        .tasks()
                        .trackStarted()
                        .mode())
                .isEqualTo(TrackStarted.Mode.NEVER);
        assertThat(settings("tasks.track-started = after 250ms").tasks().trackStarted())
                .isEqualTo(new TrackStarted(TrackStarted.Mode.AFTER, Duration.ofMillis(250)));
    }

    @Test
    void nullInAFileIsTheDefault() {
        assertThat(settings("http.port = null").http().port()).isEqualTo(8080);
    }

    @Test
    void theStoreFollowsTheDataDirectoryUntilItIsPutElsewhere() {
        TalkooSettings moved = TalkooSettings.defaults().with("data-dir", Path.of("elsewhere"));
        TalkooSettings apart = moved.with("store.url", "jdbc:sqlite::memory:").with("data-dir", "again");

        assertThat(moved.store().url()).isEqualTo("jdbc:sqlite:elsewhere/talkoo.db");
        assertThat(apart.store().url()).isEqualTo("jdbc:sqlite::memory:");
    }

    @Test
    void aCopyChangesOneSettingAndKeepsTheOthers() {
        TalkooSettings changed = settings("node.name = a, tasks.time-limit = 5m")
                .with("queues", Map.of("mail.eu", 3))
                .with("shutdown.drain", Duration.ofMillis(1500));

        assertThat(changed.queues().slots()).isEqualTo(Map.of("mail.eu", 3));
        assertThat(changed.shutdown().drain()).isEqualTo(Duration.ofMillis(1500));
        assertThat(changed.node().name()).isEqualTo("a");
        assertThat(changed.tasks().timeLimit()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void settingsWrittenAsConfigurationAreReadAsTheSame() {
        TalkooSettings settings = settings("""
                queues { "mail.eu" = 4 }, store.password = secret, http.port = 1, tasks.soft-time-limit = 90s
                tasks.time-limit = 1500ms, tasks.soft-time-limit = 3ns, tasks.track-started = never, cluster.port = 17""");

        assertThat(TalkooSettings.from(settings.toConfig())).isEqualTo(settings);
    }

    @Test
    void secretsAreNotDisplayed() {
        TalkooSettings settings = settings("store { password = hush1, url = \"jdbc:sqlite:x?password=hush2&mode=ro\" }")
                .with("node.name", "shown");

        assertThat(settings.toDisplay()).contains("name=shown", "mode=ro").doesNotContain("hush");
        assertThat(settings.toString()).doesNotContain("hush");
        assertThat(settings.store().toString()).doesNotContain("hush");
    }

    @Test
    void theSingleNodeProfileIsValid() {
        assertThat(TalkooSettings.from(ConfigFactory.parseResources("single-node.conf"))
                        .queues()
                        .slots())
                .containsKeys("default", "slow");
    }

    private static TalkooSettings settings(String talkoo) {
        return TalkooSettings.from(ConfigFactory.parseString("talkoo {\n" + talkoo + "\n}"));
    }
}
