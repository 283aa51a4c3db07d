package io.talkoo.benchmark;

import io.talkoo.benchmark.ClosedLoop.Call;
import io.talkoo.engine.store.StoreLoad;
import io.talkoo.protocol.JsonBytes;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The store alone: an insert and an update a task, as many tasks at a time as the engine would have. */
@Command(name = "store", description = "the group-commit store alone, two writes a task")
final class StoreMode extends Mode {
    @Option(names = "--in-flight", paramLabel = "N", description = "tasks at a time")
    private int inFlight = 256;

    @Override
    boolean measure(Report report) throws Exception {
        try (Storage data = options.storage();
                StoreLoad store = StoreLoad.open(options.settings(data), Clock.systemUTC())) {
            ClosedLoop loop = new ClosedLoop(this::progress, calls(store));
            report.put(loop.run(inFlight, options.warmup(), options.measured()));
            report.put("liveHeapMiB", Meter.liveHeapMiB()).put("fileMiB", data.mebibytes());
        }
        return true;
    }

    /** The thread that writes does nothing else: the next call starts in another one. */
    private Supplier<Call> calls(StoreLoad store) {
        Executor driver = ForkJoinPool.commonPool();
        JsonBytes args = options.args();
        JsonBytes result = JsonBytes.of(String.valueOf(options.payloadBytes()));
        return () -> {
            StoreLoad.Life life = store.write(args, result, driver);
            return new Call(1, life.accepted(), life.ended().thenApplyAsync(Function.identity(), driver));
        };
    }
}
