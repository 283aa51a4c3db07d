package io.talkoo.benchmark;

import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills nodes under load and looks what became of the tasks they had acknowledged. */
@Command(name = "crash", description = "kill -9 of a node under load, then the check of what it had acknowledged")
final class CrashMode extends Mode {
    private static final String MISSING = "MISSING";
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);
    private static final int CHECKED_AT_ONCE = 1000;

    @Option(names = "--rounds", paramLabel = "N", description = "nodes to kill")
    private int rounds = 5;

    @Option(names = "--in-flight", paramLabel = "N", description = "tasks at a time")
    private int inFlight = 256;

    @Option(names = "--load-millis", paramLabel = "N", description = "least time of load; up to twice that, at random")
    private int loadMillis = 2000;

    @Option(names = "--seed", paramLabel = "N", description = "of the random times")
    private long seed = 1;

    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();

    @Override
    boolean measure(Report report) throws Exception {
        Random random = new Random(seed);
        long acknowledged = 0;
        long notReady = 0;
        try (Storage data = options.storage()) {
            for (int round = 1; round <= rounds; round++) {
                List<String> ids = acknowledgedBeforeKill(data, loadMillis + random.nextInt(loadMillis));
                acknowledged += ids.size();
                progress("round " + round + ": " + ids.size() + " acknowledged before the kill");
                try (TaskEngine engine = Engines.builder(options.settings(data)).start()) {
                    check(engine.gateway(), ids);
                    Remaining.awaitNone(engine.gateway());
                    notReady += Remaining.notReady(engine.gateway());
                }
                progress("round " + round + ": " + outcomes);
            }
        }
        report.put("rounds", rounds).put("acknowledged", acknowledged);
        report.put("missing", outcomes.getOrDefault(MISSING, 0)).put("pendingForEver", notReady);
        report.put("outcomes", outcomes);
        return notReady == 0 && acknowledged == outcomes.getOrDefault(States.SUCCESS, 0);
    }

    /** Lets a child work for a while, kills it, and answers the ids of the tasks it had acknowledged. */
    private List<String> acknowledgedBeforeKill(Storage data, long millis) throws IOException {
        List<String> ids = new ArrayList<>();
        try (ChildJvm child = ChildJvm.start(LoadedNode.NAME, data.arguments(), List.of("--in-flight=" + inFlight))) {
            ids.add(Signal.ACCEPTED.expect(child.line()));
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(child::kill);
            for (String line = child.line(); line != null; line = child.line()) {
                Signal.ACCEPTED.value(line).ifPresent(ids::add);
            }
        }
        return ids;
    }

    private void check(TaskGateway gateway, List<String> ids) throws InterruptedException {
        FixedLoad.run(
                ids.size(),
                CHECKED_AT_ONCE,
                number -> gateway.await(ids.get(number), ENDS_WITHIN)
                        .handle(CrashMode::outcome)
                        .thenAccept(outcome -> outcomes.merge(outcome, 1, Integer::sum)));
    }

    private static String outcome(TaskStatus status, Throwable failure) {
        if (failure == null) {
            return status.state();
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof TalkooException refused && refused.type() == ProblemType.NOT_FOUND
                ? MISSING
                : cause.toString();
    }
}
