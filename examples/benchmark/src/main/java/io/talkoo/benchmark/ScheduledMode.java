package io.talkoo.benchmark;

import io.talkoo.engine.TaskEngine;
import io.talkoo.protocol.TaskRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many tasks that are due much later: what they cost in memory, and how soon a node with them is up again. */
@Command(name = "scheduled", description = "tasks an hour ahead, and a restart with them; run it with -Xmx256m")
final class ScheduledMode extends Mode {
    private static final Duration AHEAD = Duration.ofHours(1);
    private static final int REPORT_EVERY = 100_000;

    @Option(names = "--tasks", paramLabel = "N", description = "tasks in all")
    private int tasks = 1_000_000;

    @Option(names = "--in-flight", paramLabel = "N", description = "submits at a time")
    private int inFlight = 256;

    @Override
    boolean measure(Report report) throws Exception {
        report.put("maxHeapMiB", Runtime.getRuntime().maxMemory() >> 20);
        try (Storage data = options.storage()) {
            try (TaskEngine engine = Engines.builder(options.settings(data)).start()) {
                submit(engine, report);
                report.put("liveHeapMiB", Meter.liveHeapMiB());
            }
            report.put("fileMiB", data.mebibytes());
            return restart(data, report);
        }
    }

    private void submit(TaskEngine engine, Report report) throws InterruptedException {
        TaskRequest request = TaskRequest.named(Engines.LENGTH)
                .args(options.args())
                .countdown(AHEAD)
                .build();
        Meter meter = new Meter();
        meter.begin();
        FixedLoad.run(tasks, inFlight, number -> {
            if (number % REPORT_EVERY == 0) {
                progress(number + " accepted");
            }
            long start = System.nanoTime();
            return engine.gateway().submit(request).thenRun(() -> {
                meter.acked(start);
                meter.count(1);
            });
        });
        report.put(meter.end());
    }

    /** Whether a new process finds all of them. */
    private boolean restart(Storage data, Report report) throws IOException, InterruptedException {
        progress("restart");
        long start = System.nanoTime();
        try (ChildJvm child = ChildJvm.start(RestartedNode.NAME, data.arguments(), List.of())) {
            Signal.READY.expect(child.line());
            report.put("restartReadySeconds", (System.nanoTime() - start) / 1e9);
            report.put("restartLiveHeapMiB", Double.valueOf(Signal.HEAP.expect(child.line())));
            progress("count");
            long waiting = Long.parseLong(Signal.WAITING.expect(child.line()));
            report.put("waitingAfterRestart", waiting);
            return waiting == tasks;
        }
    }
}
