package io.talkoo.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.config.TalkooSettings;
import io.talkoo.http.auth.NewKey;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Submits over HTTP. */
abstract class HttpLoadMode extends Mode {
    @Option(names = "--in-flight", paramLabel = "N", description = "connections, with one request in flight each")
    private int inFlight = 64;

    @Option(names = "--auth", description = "the server asks for a key, and every request brings it")
    private boolean auth;

    private final NewKey key = NewKey.random();

    /** The same settings, with the key where one is to be asked for. */
    final TalkooSettings guarded(TalkooSettings settings) {
        return auth
                ? settings.with(
                        "http.auth.keys",
                        List.of(Map.of("id", "load", "hash", key.hash(), "scopes", List.of("submit"))))
                : settings;
    }

    /** Measures the server; answers how many requests it accepted in all. */
    final long load(InetSocketAddress server, Report report) throws IOException {
        HttpLoad load = new HttpLoad(server, body(), auth ? key.key() : null, this::progress);
        Meter.Figures figures = load.run(inFlight, options.warmup(), options.measured());
        report.put(figures).put("driverCpuMicrosPerTask", load.driverNanos() / 1e3 / figures.tasks());
        return load.answered();
    }

    private JsonBytes body() throws JsonProcessingException {
        return JsonBytes.write(
                TaskRequest.named(Engines.LENGTH).args(options.args()).build());
    }
}
