package io.talkoo.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;
import java.util.regex.Pattern;

/** Hides what must not be seen in logs and error messages. */
final class Secrets {
    static final String MASK = "***";

    private static final Pattern USER_INFO = Pattern.compile("//[^/@?]*:[^/@?]*@|//[^/@?]+@");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)([?&;][^=&;]*(?:password|secret|token)[^=&;]*=)[^&;\"]*");

    /** Their hashes are of no use to others, but a key may stand there by mistake. */
    private static final String KEYS = "talkoo.http.auth.keys";

    private Secrets() {}

    /** The value of a key as it may be shown. */
    static String mask(String key, String value) {
        if (key.endsWith("password") || key.endsWith("secret")) {
            return value.isEmpty() || value.equals("\"\"") ? value : MASK;
        }
        boolean isUrl = value.contains("jdbc:") || key.endsWith("url") || key.endsWith("endpoint");
        return isUrl ? maskUrl(value) : value;
    }

    /** The same configuration with every secret in it replaced. */
    static Config mask(Config config) {
        Config masked = config;
        for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
            if (entry.getValue().unwrapped() instanceof String text) {
                String shown = mask(entry.getKey(), text);
                masked = masked.withValue(entry.getKey(), ConfigValueFactory.fromAnyRef(shown));
            }
            if (entry.getKey().equals(KEYS)) {
                masked = masked.withValue(KEYS, ConfigValueFactory.fromAnyRef(MASK));
            }
        }
        return masked;
    }

    /** A URL without its user info and without the values of password parameters. */
    static String maskUrl(String url) {
        String withoutUser = USER_INFO.matcher(url).replaceAll("//" + MASK + "@");
        return PARAMETER.matcher(withoutUser).replaceAll("$1" + MASK);
    }
}
