package io.talkoo.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import io.talkoo.config.TalkooSettings.Cluster;
import io.talkoo.config.TalkooSettings.Discovery;
import io.talkoo.config.TalkooSettings.Management;
import io.talkoo.config.TalkooSettings.Role;
import io.talkoo.config.TalkooSettings.Seed;
import io.talkoo.config.TalkooSettings.Tls;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code talkoo.cluster}: who belongs together, and who does what. */
final class ClusterReader {
    private static final int MOST_PARTITIONS = 1024;
    private static final int MOST_PORT = 65_535;
    private static final String AUTO = "auto";

    private final Section cluster;

    ClusterReader(Section cluster) {
        this.cluster = cluster;
    }

    Cluster read() {
        Cluster read = new Cluster(
                cluster.text("host", "a host name or an address", it -> !it.isBlank()),
                cluster.integer("port", 0, MOST_PORT),
                cluster.read("seeds", "host:port,host:port, or nothing", ClusterReader::seeds, it -> true),
                cluster.read(
                        "roles", "one or more of gateway, task, worker", ClusterReader::roles, it -> !it.isEmpty()),
                cluster.read(
                        "discovery", "none or kubernetes", it -> word(Discovery.class, Section.scalar(it)), it -> true),
                management(cluster.section("management")),
                tls(cluster.section("tls")),
                partitions());
        cluster.require(
                read.seeds().isEmpty() || read.discovery() == Discovery.NONE,
                "seeds",
                "nothing, because talkoo.cluster.discovery finds the other nodes");
        return read;
    }

    private static List<Seed> seeds(ConfigValue value) {
        return words(value).map(ClusterReader::seed).toList();
    }

    private static Seed seed(String text) {
        int colon = text.lastIndexOf(':');
        int port = Integer.parseInt(text.substring(colon + 1));
        if (colon < 1 || port < 1 || port > MOST_PORT) {
            throw new IllegalArgumentException("expected host:port");
        }
        return new Seed(text.substring(0, colon), port);
    }

    private static Set<Role> roles(ConfigValue value) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        words(value).forEach(word -> roles.add(word(Role.class, word)));
        return roles;
    }

    private static <E extends Enum<E>> E word(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    /** The items of a list, or of text that separates them by commas. */
    private static Stream<String> words(ConfigValue value) {
        Stream<String> words = value instanceof ConfigList list
                ? list.stream().map(item -> String.valueOf(item.unwrapped()))
                : Arrays.stream(Section.scalar(value).split(",", -1));
        List<String> stripped = words.map(String::strip).toList();
        return stripped.equals(List.of("")) ? Stream.empty() : stripped.stream();
    }

    private static Management management(Section management) {
        return new Management(
                management.text("host", "a host name or an address, or nothing for that of the cluster", it -> true),
                management.integer("port", 0, MOST_PORT));
    }

    private static Tls tls(Section tls) {
        Path key = tls.file("key-file", "a PEM file");
        Path cert = tls.file("cert-file", "a PEM file");
        Path ca = tls.file("ca-file", "a PEM file");
        long given = Stream.of(key, cert, ca).filter(Objects::nonNull).count();
        tls.require(given == 0 || key != null, "key-file", "a PEM file, because the other files of tls are given");
        tls.require(given == 0 || cert != null, "cert-file", "a PEM file, because the other files of tls are given");
        tls.require(given == 0 || ca != null, "ca-file", "a PEM file, because the other files of tls are given");
        return given == 0 ? null : new Tls(key, cert, ca);
    }

    private OptionalInt partitions() {
        return cluster.read(
                "partitions",
                "auto, or an integer from 1 to " + MOST_PARTITIONS,
                it -> Section.scalar(it).equals(AUTO)
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(Section.scalar(it))),
                it -> it.isEmpty() || it.getAsInt() >= 1 && it.getAsInt() <= MOST_PARTITIONS);
    }
}
