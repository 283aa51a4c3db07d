package io.talkoo.benchmark;

import io.talkoo.engine.TaskGateway;
import io.talkoo.http.TalkooNode;
import io.talkoo.protocol.TaskRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Load for minutes, with results that expire and watchers that come and go: whether memory stays flat. */
@Command(name = "soak", description = "load for minutes with watchers that come and go: the heap over time")
final class SoakMode extends Mode {
    private static final Duration RESULTS_EXPIRE = Duration.ofSeconds(10);
    private static final Duration RETENTION_INTERVAL = Duration.ofSeconds(1);

    @Option(names = "--in-flight", paramLabel = "N", description = "tasks at a time")
    private int inFlight = 32;

    @Option(names = "--watchers", paramLabel = "N", description = "event streams and long polls at a time")
    private int watchers = 8;

    @Option(names = "--sample-seconds", paramLabel = "N", description = "between two looks at the heap")
    private double sampleSeconds = 30;

    private final LongAdder faults = new LongAdder();

    @Override
    boolean measure(Report report) throws Exception {
        try (Storage data = options.storage();
                TalkooNode node = TalkooNode.start(Engines.builder(options.settings(data)
                        .with("tasks.result-expires", RESULTS_EXPIRE)
                        .with("retention.interval", RETENTION_INTERVAL)))) {
            load(node, data, report);
            report.put("liveHeapMiB", Meter.liveHeapMiB()).put("fileMiB", data.mebibytes());
        }
        return faults.sum() == 0;
    }

    private void load(TalkooNode node, Storage data, Report report) throws Exception {
        TaskGateway gateway = node.engine().gateway();
        TaskRequest request =
                TaskRequest.named(Engines.LENGTH).args(options.args()).build();
        ClosedLoop loop = new ClosedLoop(this::progress, () -> Engines.call(gateway, request));
        try (Watchers around = new Watchers(node.uri(), watchers, this::fault)) {
            Map<String, DoubleSupplier> figures = new LinkedHashMap<>();
            figures.put("liveHeapMiB", Meter::liveHeapMiB);
            figures.put("fileMiB", data::mebibytes);
            figures.put("tasks", loop::tasks);
            figures.put("watched", around::rounds);
            try (Sampler sampler = new Sampler(figures, Math.round(sampleSeconds * 1e3))) {
                report.put(loop.run(inFlight, options.warmup(), options.measured()));
                report.put("samples", sampler.samples());
            }
        }
        report.put("watchFaults", faults.sum());
    }

    private void fault(String what) {
        faults.increment();
        progress(what);
    }
}
