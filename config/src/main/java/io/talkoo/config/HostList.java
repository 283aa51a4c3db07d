package io.talkoo.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of hosts, as text with commas or as a list; with a star in front, of all below. */
final class HostList {
    static final String EXPECTED = "names of hosts such as \"hooks.example.com,*.example.org\"";

    private static final Pattern NAME = Pattern.compile("(\\*\\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+]");

    private HostList() {}

    static List<String> parse(ConfigValue value) {
        List<String> hosts = NameList.parse(value).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        if (!hosts.stream().allMatch(name -> NAME.matcher(name).matches())) {
            throw new ConfigException.BadValue("hosts", EXPECTED);
        }
        return hosts;
    }

    /** @param host as it stands in a URL */
    static boolean has(List<String> patterns, String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String name = lower.contains(":") && !lower.startsWith("[") ? "[" + lower + "]" : lower;
        return patterns.stream()
                .anyMatch(pattern ->
                        pattern.startsWith("*.") ? name.endsWith(pattern.substring(1)) : name.equals(pattern));
    }
}
