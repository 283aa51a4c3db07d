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
                TalkooSettings.from(ConfigFactory.parseString("pekko { loglevel = DEBUG, cluster.app-version = 7 }"));

        Config config = ActorSystemConfig.of(settings.with("http.port", 0));

        assertThat(config.getString("pekko.loglevel")).isEqualTo("DEBUG");
        assertThat(config.getString("pekko.cluster.app-version")).isEqualTo("7");
        assertThat(config.getString("pekko.actor.provider")).isEqualTo("cluster");
    }

    @Test
    void theNameIsTheLastOfTheRolesAndThoseOfTheOperatorAreAdded() {
        TalkooSettings settings = TalkooSettings.from(ConfigFactory.parseString(
                "talkoo { node.name = a, cluster.roles = [worker] }, pekko.cluster.roles = [rack-7]"));

        Config config = ActorSystemConfig.of(settings);

        assertThat(config.getStringList("pekko.cluster.roles")).containsExactly("worker", "name:a", "rack-7");
    }

    @Test
    void nodesTalkInTheClearUnlessThereAreCertificates() {
        Config plain = ActorSystemConfig.of(TalkooSettings.defaults());
        Config encrypted = ActorSystemConfig.of(TalkooSettings.from(ConfigFactory.parseString(
                "talkoo.cluster.tls { key-file = key.pem, cert-file = cert.pem, ca-file = ca.pem }")));

        assertThat(plain.getString("pekko.remote.artery.transport")).isEqualTo("tcp");
        assertThat(encrypted.getString("pekko.remote.artery.transport")).isEqualTo("tls-tcp");
        assertThat(encrypted.getString("pekko.remote.artery.ssl.rotating-keys-engine.ca-cert-file"))
                .isEqualTo("ca.pem");
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
