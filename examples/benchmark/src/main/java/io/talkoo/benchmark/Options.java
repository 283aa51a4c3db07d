package io.talkoo.benchmark;

import io.talkoo.config.TalkooSettings;
import io.talkoo.protocol.JsonBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all modes can be told. */
final class Options {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--store", paramLabel = "NAME", description = "where tasks are kept: ${DEFAULT-VALUE}")
    private String store = "sqlite";

    @Option(names = "--data", paramLabel = "DIR", description = "directory of the store; a temporary one if not given")
    private Path data;

    @Option(names = "--seconds", paramLabel = "N", description = "how long is measured (${DEFAULT-VALUE})")
    private double seconds = 15;

    @Option(names = "--warmup", paramLabel = "N", description = "seconds of load before (${DEFAULT-VALUE})")
    private double warmup = 10;

    @Option(names = "--payload-bytes", paramLabel = "N", description = "argument of a task (${DEFAULT-VALUE})")
    private int payloadBytes = 200;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "a setting of the engine; repeatable")
    private Map<String, String> settings = Map.of();

    /** Throws {@link ParameterException} for a store that cannot be measured. */
    void check() {
        if (!store.equals("sqlite")) {
            throw new ParameterException(spec.commandLine(), "--store: expected sqlite, got " + store);
        }
        if (seconds <= 0 || warmup < 0 || payloadBytes < 0) {
            throw new ParameterException(
                    spec.commandLine(), "expected --seconds above 0, --warmup and --payload-bytes not below 0");
        }
    }

    String store() {
        return store;
    }

    DataDirectory dataDirectory() {
        return DataDirectory.of(data);
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

    /** The defaults, not this machine's environment, so that figures can be compared. */
    TalkooSettings settings(DataDirectory directory) {
        TalkooSettings all =
                TalkooSettings.defaults().with("data-dir", directory.path()).with("http.port", 0);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            all = all.with(setting.getKey(), setting.getValue());
        }
        return all;
    }
}
