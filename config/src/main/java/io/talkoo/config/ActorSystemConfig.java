package io.talkoo.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.talkoo.config.TalkooSettings.Cluster;
import io.talkoo.config.TalkooSettings.Discovery;
import io.talkoo.config.TalkooSettings.Management;
import io.talkoo.config.TalkooSettings.Tls;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The configuration of an actor system that the engine starts itself. */
public final class ActorSystemConfig {
    /**
     * What stands before a node's name where that is one of its roles in the cluster: the roles are all that the members
     * of a cluster know of each other from the first moment.
     */
    public static final String NAME_ROLE = "name:";

    private static final String BOOTSTRAP = "org.apache.pekko.management.cluster.bootstrap.ClusterBootstrap";
    private static final String TLS_ENGINE = "org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider";

    private Config config = ConfigFactory.empty();

    private ActorSystemConfig() {}

    /**
     * Pekko's configuration for a node with these settings. From strong to weak: what follows from {@code talkoo.cluster},
     * the operator's own {@code pekko} settings, {@code talkoo-pekko.conf}, the settings themselves (so that a plugin of
     * Pekko can read them with {@link TalkooSettings#from}), and the defaults of Pekko.
     */
    public static Config of(TalkooSettings settings) {
        ActorSystemConfig strong = new ActorSystemConfig();
        strong.member(settings);
        strong.encrypted(settings.cluster().tls());
        strong.discovered(settings.cluster());
        return strong.config
                .atPath(PekkoOverrides.ROOT)
                .withFallback(settings.pekko().atPath(PekkoOverrides.ROOT))
                .withFallback(
                        ConfigFactory.parseResources(ActorSystemConfig.class.getClassLoader(), "talkoo-pekko.conf"))
                .withFallback(settings.toConfig())
                .withFallback(SettingsReader.reference())
                .resolve();
    }

    private void member(TalkooSettings settings) {
        put("remote.artery.canonical.hostname", settings.cluster().host());
        put("remote.artery.canonical.port", settings.cluster().port());
        Set<String> roles = new LinkedHashSet<>();
        settings.cluster().roles().forEach(role -> roles.add(role.toString()));
        roles.add(NAME_ROLE + settings.node().name());
        if (settings.pekko().hasPath("cluster.roles")) {
            roles.addAll(settings.pekko().getStringList("cluster.roles"));
        }
        put("cluster.roles", List.copyOf(roles));
    }

    private void encrypted(Tls tls) {
        if (tls != null) {
            put("remote.artery.transport", "tls-tcp");
            put("remote.artery.ssl.ssl-engine-provider", TLS_ENGINE);
            put("remote.artery.ssl.rotating-keys-engine.key-file", tls.keyFile().toString());
            put(
                    "remote.artery.ssl.rotating-keys-engine.cert-file",
                    tls.certFile().toString());
            put(
                    "remote.artery.ssl.rotating-keys-engine.ca-cert-file",
                    tls.caFile().toString());
        }
    }

    /** Pekko starts the bootstrap with the actor system; it goes on by itself until there is a cluster. */
    private void discovered(Cluster cluster) {
        if (cluster.discovery() == Discovery.KUBERNETES) {
            Management management = cluster.management();
            put("extensions", List.of(BOOTSTRAP));
            put("management.http.hostname", management.host().isEmpty() ? cluster.host() : management.host());
            put("management.http.port", management.port());
        }
    }

    private void put(String key, Object value) {
        config = config.withValue(key, ConfigValueFactory.fromAnyRef(value));
    }
}
