package io.talkoo.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads the settings below one path. A value that does not do is added to the problems, and the default is answered in
 * its place, so that reading can go on and find the others too.
 */
final class Section {
    private final Config config;
    private final Config defaults;
    private final String path;
    private final List<String> problems;

    Section(Config config, Config defaults, String path, List<String> problems) {
        this.config = config;
        this.defaults = defaults;
        this.path = path;
        this.problems = problems;
    }

    Section section(String name) {
        return new Section(config, defaults, path + "." + name, problems);
    }

    String text(String key, String expected, Predicate<String> valid) {
        return read(key, expected, Section::scalar, valid);
    }

    int integer(String key, int least, int most) {
        return read(
                key,
                "an integer from " + least + " to " + most,
                value -> new BigDecimal(scalar(value)).intValueExact(),
                number -> number >= least && number <= most);
    }

    double factor(String key, double least) {
        return read(
                key,
                "a number not below " + least,
                value -> Double.parseDouble(scalar(value)),
                number -> number >= least && Double.isFinite(number));
    }

    double number(String key, double least, double most) {
        return read(
                key,
                "a number from " + least + " to " + most,
                value -> Double.parseDouble(scalar(value)),
                number -> number >= least && number <= most);
    }

    boolean flag(String key) {
        return read(key, "true or false", value -> value.atKey("it").getBoolean("it"), any -> true);
    }

    long bytes(String key, long least, long most) {
        return read(
                key,
                "a size from " + least + " to " + most + " bytes, such as 64 KiB",
                value -> value.atKey("it").getBytes("it"),
                size -> size >= least && size <= most);
    }

    Duration duration(String key, Duration least, Duration most) {
        return read(
                key,
                "a duration with its unit, from " + Durations.text(least) + " to " + Durations.text(most),
                value -> Durations.parse(scalar(value)),
                time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0);
    }

    /** Null for {@code none}. */
    Duration limit(String key, Duration most) {
        return read(
                key,
                "none, or a duration with its unit, more than 0s and at most " + Durations.text(most),
                value -> scalar(value).equals("none") ? null : Durations.parse(scalar(value)),
                time -> time == null || time.compareTo(Duration.ZERO) > 0 && time.compareTo(most) <= 0);
    }

    /** Null for nothing. */
    Path file(String key, String expected) {
        return read(
                key,
                expected + ", or nothing",
                value -> scalar(value).isEmpty() ? null : Path.of(scalar(value)),
                any -> true);
    }

    <T> T read(String key, String expected, Function<ConfigValue, T> parse, Predicate<T> valid) {
        ConfigValue value = value(config, key);
        try {
            T parsed = parse.apply(value);
            if (valid.test(parsed)) {
                return parsed;
            }
        } catch (ConfigException | IllegalArgumentException | ArithmeticException e) {
            // The line below says all there is to say.
        }
        problems.add("%s.%s: expected %s, got %s (%s)"
                .formatted(
                        path, key, expected, shown(key, value), value.origin().description()));
        return parse.apply(value(defaults, key));
    }

    /** As {@link #read} where {@code parse} says best what is wrong, and the value must not be shown. */
    <T> T parsed(String key, Function<ConfigValue, T> parse, T otherwise) {
        try {
            return parse.apply(value(config, key));
        } catch (IllegalArgumentException e) {
            problems.add(path + "." + e.getMessage());
            return otherwise;
        }
    }

    /** Adds a problem unless {@code holds}. */
    void require(boolean holds, String key, String expected) {
        if (!holds) {
            problems.add("%s.%s: expected %s, got %s".formatted(path, key, expected, shown(key, value(config, key))));
        }
    }

    private ConfigValue value(Config from, String key) {
        String full = path + "." + key;
        return from.hasPath(full) ? from.getValue(full) : defaults.getValue(full);
    }

    private String shown(String key, ConfigValue value) {
        return Secrets.mask(
                path + "." + key,
                value.unwrapped() instanceof String text ? "\"" + text + "\"" : value.render(Rendering.LINE));
    }

    /** One value as text; throws {@link IllegalArgumentException} for a list or a section. */
    static String scalar(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> value.atKey("it").getString("it").strip();
            case OBJECT, LIST, NULL -> throw new IllegalArgumentException("expected one value");
        };
    }
}
