package io.talkoo.benchmark;

import io.talkoo.benchmark.ClosedLoop.Call;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.TaskRequest;
import java.util.function.Supplier;

/** A closed loop of calls to an engine in this JVM. */
abstract class EngineMode extends Mode {
    /** How many calls are in flight. */
    abstract int inFlight();

    /** What one call does with the task given. */
    abstract Supplier<Call> calls(TaskGateway gateway, TaskRequest request);

    @Override
    final boolean measure(Report report) throws Exception {
        TaskRequest request =
                TaskRequest.named(Engines.LENGTH).args(options.args()).build();
        try (Storage data = options.storage();
                TaskEngine engine = Engines.builder(options.settings(data)).start()) {
            ClosedLoop loop = new ClosedLoop(this::progress, calls(engine.gateway(), request));
            report.put(loop.run(inFlight(), options.warmup(), options.measured()));
            report.put("secondsToRunTheRest", loop.secondsToRunTheRest());
            report.put("liveHeapMiB", Meter.liveHeapMiB()).put("fileMiB", data.mebibytes());
        }
        return true;
    }
}
