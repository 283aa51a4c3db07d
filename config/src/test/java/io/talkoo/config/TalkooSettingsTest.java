package io.talkoo.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.talkoo.config.TalkooSettings.Role;
import io.talkoo.config.TalkooSettings.Seed;
import io.talkoo.config.TalkooSettings.TrackStarted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TalkooSettingsTest {
    private static final String SHARED = "jdbc:postgresql://db/talkoo";

    @Test
    void theDefaultsAreThoseOfTheReference() {
        TalkooSettings settings = TalkooSettings.defaults();

        assertThat(settings.node()).isEqualTo(new TalkooSettings.Node("node-1", Path.of("talkoo-data")));
        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.http().maxBodyBytes()).isEqualTo(1 << 20);
        assertThat(settings.http().security().auth().enabled()).isFalse();
        assertThat(settings.store())
                .isEqualTo(new TalkooSettings.Store(
                        "jdbc:sqlite:" + Path.of("talkoo-data/talkoo.db").toAbsolutePath(),
                        "",
                        "",
                        1000,
                        20_000,
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(5),
                        Duration.ofMillis(25),
                        5));
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
    void seedsAndRolesAreReadFromTextAndFromLists() {
        TalkooSettings.Cluster text = settings("store.url = \"" + SHARED + "\", cluster.seeds = \"a:1, ::1:2\"")
                .cluster();
        TalkooSettings.Cluster list = settings(
                        "store.url = \"" + SHARED + "\", cluster { seeds = [\"a:1\"], roles = [task, gateway] }")
                .cluster();

        assertThat(text.seeds()).containsExactly(new Seed("a", 1), new Seed("::1", 2));
        assertThat(text.roles()).containsExactly(Role.GATEWAY, Role.TASK, Role.WORKER);
        assertThat(list.seeds()).containsExactly(new Seed("a", 1));
        assertThat(list.roles()).containsExactlyInAnyOrder(Role.TASK, Role.GATEWAY);
    }

    @Test
    void aNodeOfAClusterIsCalledAfterItsAddressUnlessItHasAName() {
        TalkooSettings clustered =
                settings("store.url = \"" + SHARED + "\", cluster { host = \"::1\", port = 7625, seeds = \"a:1\" }");

        assertThat(clustered.node().name()).isEqualTo("--1-7625");
        assertThat(clustered.with("cluster.host", "10.0.0.7").node().name()).isEqualTo("10.0.0.7-7625");
        assertThat(clustered
                        .with("node.name", "b")
                        .with("cluster.port", 1)
                        .node()
                        .name())
                .isEqualTo("b");
        assertThat(TalkooSettings.defaults().with("cluster.port", 7625).node().name())
                .isEqualTo("node-1");
    }

    @Test
    void thePartitionsOfANewStoreAre64UnlessANumberIsGiven() {
        assertThat(TalkooSettings.defaults().cluster().fixedPartitions()).isEmpty();
        assertThat(settings("cluster.partitions = 8").cluster().partitions()).isEqualTo(8);
        assertThat(settings("cluster.partitions = 8").cluster().fixedPartitions())
                .hasValue(8);
    }

    @Test
    void nullInAFileIsTheDefault() {
        assertThat(settings("http.port = null").http().port()).isEqualTo(8080);
    }

    @Test
    void theStoreFollowsTheDataDirectoryUntilItIsPutElsewhere() {
        TalkooSettings moved = TalkooSettings.defaults().with("data-dir", Path.of("elsewhere"));
        TalkooSettings apart = moved.with("store.url", "jdbc:sqlite::memory:").with("data-dir", "again");

        assertThat(moved.store().url())
                .isEqualTo("jdbc:sqlite:" + Path.of("elsewhere/talkoo.db").toAbsolutePath());
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
                .with("node.name", "shown")
                .with("tracing.endpoint", "https://user:hush3@collector:4318");

        assertThat(settings.toDisplay())
                .contains("name=shown", "mode=ro", "collector:4318")
                .doesNotContain("hush");
        assertThat(settings.toString()).doesNotContain("hush");
        assertThat(settings.store().toString()).doesNotContain("hush");
    }

    @Test
    void theProfilesOfAClusterAreValid() {
        Config shared = ConfigFactory.parseString("talkoo.store.url = \"" + SHARED + "\"");
        TalkooSettings cluster = TalkooSettings.from(ConfigFactory.parseResources("cluster.conf")
                .withFallback(ConfigFactory.parseString("talkoo.cluster.seeds = \"a:7625\""))
                .withFallback(shared));
        TalkooSettings kubernetes = TalkooSettings.from(
                ConfigFactory.parseResources("kubernetes.conf").withFallback(shared));

        assertThat(cluster.cluster().isAlone()).isFalse();
        assertThat(kubernetes.cluster().discovery()).isEqualTo(TalkooSettings.Discovery.KUBERNETES);
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
