package io.talkoo.benchmark;

import io.talkoo.benchmark.InTurn.Load;
import io.talkoo.benchmark.InTurn.Pair;
import io.talkoo.benchmark.Meter.Figures;
import io.talkoo.engine.TaskEngine;
import io.talkoo.protocol.TaskRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** An engine with metrics, and with tracing of which nothing is sampled, and one without either, in turn in the same JVM. */
@Command(
        name = "observation",
        description = "single tasks with metrics and tracing (not sampled), against none of them")
final class ObservationMode extends Mode {
    @Option(names = "--in-flight", paramLabel = "N", description = "tasks at a time")
    private int inFlight = 256;

    @Override
    boolean measure(Report report) throws Exception {
        try (Storage data = options.storage();
                Storage otherData = options.storage();
                TaskEngine blind = Engines.builder(options.settings(data)).start();
                TaskEngine observed = Observation.of(Engines.builder(options.settings(otherData)))
                        .start()) {
            Pair measured = new InTurn(options, this::progress).measure(load(blind), load(observed));
            Figures without = measured.one();
            report.put(measured.other())
                    .put("tasksPerSecondUnobserved", (double) Math.round(without.tasksPerSecond()))
                    .put("cpuMicrosPerTaskUnobserved", without.cpuNanos() / 1e3 / without.tasks())
                    .put("ratio", measured.ratio());
        }
        return true;
    }

    private Load load(TaskEngine engine) {
        TaskRequest request =
                TaskRequest.named(Engines.LENGTH).args(options.args()).build();
        return new Load(inFlight, () -> Engines.call(engine.gateway(), request));
    }
}
