package io.talkoo.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import picocli.CommandLine.Option;

/** Submits over HTTP. */
abstract class HttpLoadMode extends Mode {
    @Option(names = "--in-flight", paramLabel = "N", description = "connections, with one request in flight each")
    private int inFlight = 64;

    /** Measures the server; answers how many requests it accepted in all. */
    final long load(InetSocketAddress server, Report report) throws IOException {
        HttpLoad load = new HttpLoad(server, body(), this::progress);
        Meter.Figures figures = load.run(inFlight, options.warmup(), options.measured());
        report.put(figures).put("driverCpuMicrosPerTask", load.driverNanos() / 1e3 / figures.tasks());
        return load.answered();
    }

    private JsonBytes body() throws JsonProcessingException {
        return JsonBytes.write(
                TaskRequest.named(Engines.LENGTH).args(options.args()).build());
    }
}
