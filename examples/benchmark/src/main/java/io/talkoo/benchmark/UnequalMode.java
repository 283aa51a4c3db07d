package io.talkoo.benchmark;

import io.talkoo.benchmark.ClosedLoop.Call;
import io.talkoo.engine.TaskGateway;
import io.talkoo.engine.TaskGateway.Execution;
import io.talkoo.protocol.TaskStatus;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tasks of very unequal length on several nodes: whether slots are idle while tasks wait. */
@Command(
        name = "unequal",
        description = "tasks of 1 ms to 2 s on several nodes: for how long slots idle beside waiting tasks")
final class UnequalMode extends Mode {
    private static final double LONGEST_MILLIS = 2000;
    private static final long ALLOWED_MILLIS = 200;

    @Option(names = "--nodes", paramLabel = "N", description = "JVMs that run the tasks, submitted by this one")
    private int nodes = 3;

    @Option(names = "--slots", paramLabel = "N", description = "tasks that may run at a time, on each node")
    private int slots = 16;

    @Option(names = "--in-flight", paramLabel = "N", description = "tasks that wait or run at a time")
    private int inFlight = 72;

    @Option(names = "--seed", paramLabel = "N", description = "of the random lengths")
    private long seed = 1;

    private final Queue<ServedTask> served = new ConcurrentLinkedQueue<>();
    private Random random;

    @Override
    boolean needsPostgres() {
        return true;
    }

    @Override
    boolean measure(Report report) throws Exception {
        random = new Random(seed);
        try (Storage data = options.storage();
                ClusterUnderTest cluster = ClusterUnderTest.start(options, data, nodes, slots)) {
            ClosedLoop loop = new ClosedLoop(this::progress, () -> call(cluster.gateway()));
            long from = System.nanoTime() + options.warmup().toNanos();
            report.put(loop.run(inFlight, options.warmup(), options.measured()));
            IdleTime.Stretch window =
                    new IdleTime.Stretch(from, from + options.measured().toNanos());
            IdleTime idle = new IdleTime(served, cluster.nodes().names(), slots, window);
            report.put("nodes", nodes).put("slots", slots);
            report.putMillis("idleWhileTasksWaitMillis", idle.stretches());
            report.put("idleShare", idle.seconds() / (options.measured().toNanos() / 1e9 * nodes * slots));
            report.put("allowedMillis", ALLOWED_MILLIS);
        }
        return true;
    }

    /** As many tasks of 1 to 2 ms as of 1 to 2 s. */
    private Call call(TaskGateway gateway) {
        long millis = Math.round(Math.pow(LONGEST_MILLIS, random.nextDouble()));
        Execution execution = gateway.execute(Engines.sleep(millis));
        CompletionStage<Long> accepted = execution.accepted().thenApply(submitted -> System.nanoTime());
        CompletionStage<TaskStatus> ended = Engines.succeeded(execution.ready());
        CompletionStage<?> recorded =
                ended.thenAcceptBoth(accepted, (status, time) -> served.add(new ServedTask(time, Span.of(status))));
        return new Call(1, accepted, recorded);
    }
}
