package io.talkoo.benchmark;

import static picocli.CommandLine.Help.Visibility.NEVER;

import io.talkoo.config.TalkooSettings;
import io.talkoo.protocol.JsonBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all modes can be told. */
final class Options {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** What keeps the tasks. */
    enum Store {
        SQLITE,
        POSTGRES
    }

    @Option(
            names = "--store",
            paramLabel = "sqlite|postgres",
            description = "where tasks are kept; postgres where several processes share them, else sqlite")
    private Store store;

    @Option(
            names = "--url",
            paramLabel = "JDBC",
            description = "PostgreSQL database; one on a server of its own if not given")
    private String url;

    @Option(names = "--user", paramLabel = "NAME", description = "account in that database")
    private String user = "";

    @Option(names = "--password", paramLabel = "SECRET", description = "its password", showDefaultValue = NEVER)
    private String password = "";

    @Option(names = "--data", paramLabel = "DIR", description = "directory of SQLite's file; temporary if not given")
    private Path data;

    @Option(names = "--seconds", paramLabel = "N", description = "how long is measured (${DEFAULT-VALUE})")
    private double seconds = 15;

    @Option(names = "--warmup", paramLabel = "N", description = "seconds of load before (${DEFAULT-VALUE})")
    private double warmup = 10;

    @Option(names = "--payload-bytes", paramLabel = "N", description = "argument of a task (${DEFAULT-VALUE})")
    private int payloadBytes = 200;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "a setting of the engine; repeatable")
    private Map<String, String> settings = Map.of();

    /** For what SQLite cannot do. Throws {@link ParameterException} when SQLite was asked for. */
    void requirePostgres() {
        if (store == Store.SQLITE) {
            throw new ParameterException(
                    spec.commandLine(), "--store: expected postgres, which several processes can share, got sqlite");
        }
        store = Store.POSTGRES;
    }

    /** Throws {@link ParameterException} for what cannot be measured. */
    void check() {
        store = store == null ? Store.SQLITE : store;
        if (store == Store.SQLITE && url != null) {
            throw new ParameterException(spec.commandLine(), "--url is for --store=postgres; expected --data");
        }
        if (seconds <= 0 || warmup < 0 || payloadBytes < 0) {
            throw new ParameterException(
                    spec.commandLine(), "expected --seconds above 0, --warmup and --payload-bytes not below 0");
        }
    }

    String store() {
        return store.name().toLowerCase(Locale.ROOT);
    }

    Storage storage() {
        return store == Store.POSTGRES ? postgres() : DataDirectory.of(data);
    }

    PostgresStorage postgres() {
        return url == null ? PostgresStorage.start() : new PostgresStorage(url, user, password, null);
    }

    Duration measured() {
        return seconds(seconds);
    }

    Duration warmup() {
        return seconds(warmup);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    int payloadBytes() {
        return payloadBytes;
    }

    /** The arguments of a task: one string of the payload's size. */
    JsonBytes args() {
        return JsonBytes.of("[\"" + "x".repeat(payloadBytes) + "\"]");
    }

    /** What a child process has to be told to do with its store as this one would. */
    List<String> arguments() {
        List<String> all = new ArrayList<>();
        all.add("--seconds=" + seconds);
        all.add("--warmup=" + warmup);
        all.add("--payload-bytes=" + payloadBytes);
        settings.forEach((key, value) -> all.add(set(key, value)));
        return all;
    }

    /** The option that changes a setting of the engine. */
    static String set(String key, Object value) {
        return "--set=" + key + "=" + value;
    }

    /** The defaults, not this machine's environment, so that figures can be compared. */
    TalkooSettings settings(Storage storage) {
        TalkooSettings all = storage.in(TalkooSettings.defaults()).with("http.port", 0);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            all = all.with(setting.getKey(), setting.getValue());
        }
        return all;
    }
}
