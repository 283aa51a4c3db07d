package io.talkoo.benchmark;

import io.talkoo.benchmark.ClosedLoop.Call;
import io.talkoo.benchmark.InTurn.Load;
import io.talkoo.benchmark.InTurn.Pair;
import io.talkoo.benchmark.Meter.Figures;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tasks with limits that nobody reaches and tasks without, in turn in the same JVM: what the limits cost. */
@Command(
        name = "limits",
        description = "tasks with a rate limit, and a concurrency limit for each key, against tasks without any")
final class LimitsMode extends Mode {
    @Option(names = "--in-flight", paramLabel = "N", description = "tasks at a time")
    private int inFlight = 256;

    @Option(names = "--keys", paramLabel = "N", description = "keys with a limit each")
    private int keys = 100;

    @Override
    boolean measure(Report report) throws Exception {
        try (Storage data = options.storage();
                TaskEngine engine = Engines.builder(options.settings(data)).start()) {
            TaskGateway gateway = engine.gateway();
            TaskRequest free =
                    TaskRequest.named(Engines.LENGTH).args(options.args()).build();
            Pair measured = new InTurn(options, this::progress)
                    .measure(
                            new Load(inFlight, () -> Engines.call(gateway, free)),
                            new Load(inFlight, limited(gateway)));
            Figures without = measured.one();
            report.put(measured.other())
                    .put("tasksPerSecondWithoutLimits", (double) Math.round(without.tasksPerSecond()))
                    .put("cpuMicrosPerTaskWithoutLimits", without.cpuNanos() / 1e3 / without.tasks())
                    .put("ratio", measured.ratio());
            report.put("liveHeapMiB", Meter.liveHeapMiB()).put("fileMiB", data.mebibytes());
        }
        return true;
    }

    private Supplier<Call> limited(TaskGateway gateway) {
        List<TaskRequest> requests =
                IntStream.range(0, keys).mapToObj(this::limited).toList();
        AtomicInteger next = new AtomicInteger();
        return () -> Engines.call(gateway, requests.get(Math.floorMod(next.getAndIncrement(), keys)));
    }

    private TaskRequest limited(int key) {
        String args = "[\"" + "x".repeat(options.payloadBytes()) + "\"," + key + "]";
        return TaskRequest.named(Engines.LIMITED).args(JsonBytes.of(args)).build();
    }
}
