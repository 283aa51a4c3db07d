package io.talkoo.benchmark;

import io.talkoo.benchmark.ClosedLoop.Call;
import io.talkoo.benchmark.InTurn.Load;
import io.talkoo.benchmark.InTurn.Pair;
import io.talkoo.engine.TaskGateway;
import io.talkoo.http.TalkooNode;
import io.talkoo.protocol.TaskRequest;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Throughput with many event streams open and without, in turn in the same JVM, and the memory that the streams take. */
@Command(name = "streams", description = "throughput with and without open event streams, and their memory")
final class StreamsMode extends Mode {
    private static final Duration LATER = Duration.ofHours(1);
    private static final double MEBIBYTE = 1 << 20;

    /** What the streams are of. */
    enum Kind {
        /** Each of one task, which waits. */
        TASK,
        /** Each of all tasks that fail, of which there are none. */
        FAILURES,
        /** Each of all tasks. */
        ALL
    }

    @Option(names = "--in-flight", paramLabel = "N", description = "tasks at a time")
    private int inFlight = 256;

    @Option(names = "--streams", paramLabel = "N", description = "event streams")
    private int streams = 1000;

    @Option(names = "--of", paramLabel = "task|failures|all", description = "what the streams are of")
    private Kind kind = Kind.TASK;

    @Override
    boolean measure(Report report) throws Exception {
        try (Storage data = options.storage();
                TalkooNode node = TalkooNode.start(Engines.builder(options.settings(data)))) {
            TaskGateway gateway = node.engine().gateway();
            TaskRequest request =
                    TaskRequest.named(Engines.LENGTH).args(options.args()).build();
            Supplier<Call> calls = () -> Engines.call(gateway, request);
            List<String> paths = paths(gateway);
            // Before the load: streams that are closed are noticed by the node with their next event or comment only.
            double mebibytes = mebibytesOf(node, paths);
            Pair measured = new InTurn(options, this::progress)
                    .measure(
                            new Load(inFlight, calls),
                            new Load(inFlight, calls, () -> new OpenStreams(node.address(), paths)));
            report.put("streams", streams)
                    .put("of", kind.name().toLowerCase(Locale.ROOT))
                    .put(measured.other())
                    .put("tasksPerSecondWithoutStreams", (double)
                            Math.round(measured.one().tasksPerSecond()))
                    .put("ratio", measured.ratio())
                    .put("streamsMiB", mebibytes);
        }
        return true;
    }

    private List<String> paths(TaskGateway gateway) {
        return switch (kind) {
            case TASK ->
                Stream.generate(() -> eventsOf(waiting(gateway))).limit(streams).toList();
            case FAILURES -> Collections.nCopies(streams, "/v1/events?state=FAILURE");
            case ALL -> Collections.nCopies(streams, "/v1/events");
        };
    }

    private static String eventsOf(String id) {
        return "/v1/tasks/" + id + "/events";
    }

    private String waiting(TaskGateway gateway) {
        TaskRequest later = TaskRequest.named(Engines.LENGTH)
                .args(options.args())
                .countdown(LATER)
                .build();
        return gateway.submit(later).toCompletableFuture().join().status().id();
    }

    /** While nothing happens; the clients are in the same JVM, and in the figure. */
    private static double mebibytesOf(TalkooNode node, List<String> paths) throws Exception {
        double without = mebibytes();
        OpenStreams open = new OpenStreams(node.address(), paths);
        try {
            return mebibytes() - without;
        } finally {
            open.close();
        }
    }

    /** On the heap and beside it. */
    private static double mebibytes() {
        double direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return Meter.liveHeapMiB() + direct / MEBIBYTE;
    }
}
