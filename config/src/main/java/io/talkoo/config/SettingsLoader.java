package io.talkoo.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the sources of settings over each other: {@code --set}, system properties, environment, one file, defaults; the
 * first that has a key wins. Not thread-safe.
 */
public final class SettingsLoader {
    private final ClassLoader resources = SettingsLoader.class.getClassLoader();
    private final Map<String, String> environment;
    private final Map<String, String> overrides = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private String file;

    private SettingsLoader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @param environment usually {@link System#getenv()} */
    public static SettingsLoader withEnvironment(Map<String, String> environment) {
        return new SettingsLoader(environment);
    }

    /**
     * Reads a file in place of {@code application.conf}.
     *
     * @param fileOrProfile a path, or the name of a profile on the class path such as {@code single-node.conf}
     */
    public SettingsLoader file(String fileOrProfile) {
        file = fileOrProfile;
        return this;
    }

    /** Sets one key; {@code talkoo.} in front may be left out. The last word on a key wins. */
    public SettingsLoader set(String key, String value) {
        boolean rooted = key.startsWith(SettingsReader.ROOT + ".") || key.startsWith(PekkoOverrides.ROOT + ".");
        overrides.put(rooted ? key : SettingsReader.ROOT + "." + key, value);
        return this;
    }

    /** {@link #set(String, String)} from one word, {@code key=value}, as it stands on a command line. */
    public SettingsLoader set(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            problems.add("--set: expected key=value, got \"" + assignment + "\"");
            return this;
        }
        return set(
                assignment.substring(0, equals).strip(),
                assignment.substring(equals + 1).strip());
    }

    /** Throws {@link InvalidSettingsException} with everything that is wrong. */
    public TalkooSettings load() {
        Config own = overrides()
                .withFallback(ConfigFactory.systemProperties())
                .withFallback(environment())
                .withFallback(fileOrApplication());
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return TalkooSettings.from(own);
    }

    private Config overrides() {
        Config config = ConfigFactory.empty();
        for (Map.Entry<String, String> entry : overrides.entrySet()) {
            try {
                config = config.withValue(entry.getKey(), ConfigValueFactory.fromAnyRef(entry.getValue(), "--set"));
            } catch (ConfigException e) {
                problems.add("--set: expected a key such as talkoo.http.port, got \"" + entry.getKey() + "\"");
            }
        }
        return config;
    }

    private Config environment() {
        Config variables =
                ConfigValueFactory.fromMap(environment, "environment").toConfig();
        // One resource, not all of that name: a fat jar beside this module's own holds a second copy.
        return ConfigFactory.parseURL(resources.getResource("talkoo-environment.conf"))
                .resolveWith(variables, ConfigResolveOptions.defaults().setUseSystemEnvironment(false));
    }

    private Config fileOrApplication() {
        try {
            return file == null ? ConfigFactory.defaultApplication() : parsed(Path.of(file));
        } catch (ConfigException e) {
            problems.add("configuration cannot be read: " + e.getMessage());
            return ConfigFactory.empty();
        }
    }

    private Config parsed(Path path) {
        ConfigParseOptions required = ConfigParseOptions.defaults().setAllowMissing(false);
        if (Files.exists(path)) {
            return ConfigFactory.parseFile(path.toFile(), required);
        }
        if (resources.getResource(file) != null) {
            return ConfigFactory.parseResources(resources, file, required);
        }
        problems.add("--config: expected a file or a profile, got \"" + file + "\", which is neither");
        return ConfigFactory.empty();
    }
}
