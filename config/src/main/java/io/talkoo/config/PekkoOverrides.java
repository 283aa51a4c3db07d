package io.talkoo.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import java.util.Map;

/** What an operator set of Pekko itself: every {@code pekko} key that differs from Pekko's own default. */
final class PekkoOverrides {
    static final String ROOT = "pekko";

    private PekkoOverrides() {}

    static Config in(Config config, Config reference) {
        if (!config.hasPath(ROOT)) {
            return ConfigFactory.empty();
        }
        Config defaults = reference.hasPath(ROOT) ? reference.getConfig(ROOT) : ConfigFactory.empty();
        Config overrides = ConfigFactory.empty();
        for (Map.Entry<String, ConfigValue> entry : config.getConfig(ROOT).entrySet()) {
            String key = entry.getKey();
            if (!defaults.hasPath(key) || !defaults.getValue(key).equals(entry.getValue())) {
                overrides = overrides.withValue(key, entry.getValue());
            }
        }
        return overrides;
    }
}
