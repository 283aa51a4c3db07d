package io.talkoo.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class ActorSystemConfigTest {
    @Test
    void theAddressIsTheOneInTheSettings() {
        Config config = ActorSystemConfig.of(TalkooSettings.defaults().with("cluster.port", 1234));

        assertThat(config.getString("pekko.remote.artery.canonical.hostname")).isEqualTo("127.0.0.1");
        assertThat(config.getInt("pekko.remote.artery.canonical.port")).isEqualTo(1234);
    }

    @Test
    void whatTheOperatorSetsOfPekkoIsStrongerThanWhatTheEngineSets() {
        TalkooSettings settings =
                TalkooSettings.from(ConfigFactory.parseString("pekko { loglevel = DEBUG, cluster.roles = [a] }"));

        Config config = ActorSystemConfig.of(settings.with("http.port", 0));

        assertThat(config.getString("pekko.loglevel")).isEqualTo("DEBUG");
        assertThat(config.getStringList("pekko.cluster.roles")).containsExactly("a");
        assertThat(config.getString("pekko.actor.provider")).isEqualTo("cluster");
    }

    @Test
    void thePluginOfTheStoreReadsTheSameSettings() {
        TalkooSettings settings =
                TalkooSettings.defaults().with("data-dir", "elsewhere").with("store.batch", 7);

        Config config = ActorSystemConfig.of(settings);

        assertThat(TalkooSettings.from(config).store()).isEqualTo(settings.store());
        assertThat(config.getString("pekko.persistence.state.plugin")).isEqualTo("talkoo.store");
        assertThat(config.getString("talkoo.store.class")).isEqualTo("io.talkoo.engine.store.TalkooStateStoreProvider");
    }

    @Test
    void anEmbeddedSystemNeverEndsTheJvm() {
        Config pekko = ActorSystemConfig.of(TalkooSettings.defaults()).getConfig("pekko");

        assertThat(pekko.getBoolean("jvm-exit-on-fatal-error")).isFalse();
        assertThat(pekko.getBoolean("coordinated-shutdown.exit-jvm")).isFalse();
        assertThat(pekko.getBoolean("actor.allow-java-serialization")).isFalse();
    }
}
