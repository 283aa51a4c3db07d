package io.talkoo.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;

/** The configuration of an actor system that the engine starts itself. */
public final class ActorSystemConfig {
    private static final String ARTERY = "pekko.remote.artery.canonical.";

    private ActorSystemConfig() {}

    /**
     * Pekko's configuration for a node with these settings. From strong to weak: the node's address, the operator's own
     * {@code pekko} settings, {@code talkoo-pekko.conf}, the settings themselves (so that a plugin of Pekko can read
     * them with {@link TalkooSettings#from}), and the defaults of Pekko.
     */
    public static Config of(TalkooSettings settings) {
        return ConfigFactory.empty()
                .withValue(
                        ARTERY + "hostname",
                        ConfigValueFactory.fromAnyRef(settings.cluster().host()))
                .withValue(
                        ARTERY + "port",
                        ConfigValueFactory.fromAnyRef(settings.cluster().port()))
                .withFallback(settings.pekko().atPath(PekkoOverrides.ROOT))
                .withFallback(
                        ConfigFactory.parseResources(ActorSystemConfig.class.getClassLoader(), "talkoo-pekko.conf"))
                .withFallback(settings.toConfig())
                .withFallback(SettingsReader.reference())
                .resolve();
    }
}
