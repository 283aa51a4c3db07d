package io.talkoo.benchmark;

import io.talkoo.benchmark.ClosedLoop.Call;
import io.talkoo.benchmark.Meter.Figures;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskGateway;
import io.talkoo.engine.WorkflowGateway.Submitted;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskResult;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/**
 * Workflows of one shape and single tasks, in turn in the same JVM: how many of the one cost as much as the other. In turn,
 * because a machine that others share is not as fast in one minute as in the next.
 */
abstract class WorkflowMode extends Mode {
    private static final int TASKS_IN_FLIGHT = 256;
    private static final int ROUNDS = 8;
    private static final Duration LEAD_IN = Duration.ofMillis(500);

    @Option(names = "--in-flight", paramLabel = "N", description = "workflows at a time (${DEFAULT-VALUE})")
    private int inFlight = 256;

    /** A workflow; all of them are alike. */
    abstract Canvas canvas();

    /** How many tasks it has. */
    abstract int tasks();

    @Override
    final boolean measure(Report report) throws Exception {
        try (Storage data = options.storage();
                TaskEngine engine = Engines.builder(options.settings(data)).start()) {
            TaskGateway gateway = engine.gateway();
            TaskRequest request =
                    TaskRequest.named(Engines.LENGTH).args(options.args()).build();
            Load single = new Load(TASKS_IN_FLIGHT, () -> Engines.call(gateway, request));
            Canvas canvas = canvas();
            Load workflows = new Load(inFlight, () -> call(gateway, canvas));
            measureInTurn(single, workflows);
            put(report, single.figures, workflows.figures);
            report.put("liveHeapMiB", Meter.liveHeapMiB()).put("fileMiB", data.mebibytes());
        }
        return true;
    }

    private void measureInTurn(Load single, Load workflows) throws Exception {
        single.run(options.warmup(), Duration.ZERO);
        workflows.run(options.warmup(), Duration.ZERO);
        Duration round = options.measured().dividedBy(ROUNDS);
        for (int i = 0; i < ROUNDS; i++) {
            single.measure(round);
            workflows.measure(round);
        }
    }

    private void put(Report report, Figures single, Figures workflows) {
        double workflowsPerSecond = workflows.tasksPerSecond() / tasks();
        report.put(workflows)
                .put("tasksPerWorkflow", tasks())
                .put("workflowsPerSecond", workflowsPerSecond)
                .put("singleTasksPerSecond", (double) Math.round(single.tasksPerSecond()))
                .put("cpuMicrosPerSingleTask", single.cpuNanos() / 1e3 / single.tasks())
                .put("workflowsPerSingleTask", workflowsPerSecond / single.tasksPerSecond());
    }

    /** One of the two kinds of load, and what was measured of it so far. */
    private final class Load {
        private final int inFlight;
        private final Supplier<Call> calls;
        private Figures figures;

        Load(int inFlight, Supplier<Call> calls) {
            this.inFlight = inFlight;
            this.calls = calls;
        }

        Figures run(Duration before, Duration measured) throws Exception {
            return new ClosedLoop(WorkflowMode.this::progress, calls).run(inFlight, before, measured);
        }

        void measure(Duration round) throws Exception {
            Figures latest = run(LEAD_IN, round);
            figures = figures == null ? latest : figures.then(latest);
        }
    }

    private Call call(TaskGateway gateway, Canvas canvas) {
        CompletionStage<Submitted> accepted = gateway.workflows().submit(canvas, null);
        return new Call(tasks(), accepted, accepted.thenCompose(stored -> succeeded(gateway, stored)));
    }

    private static CompletionStage<TaskResult> succeeded(TaskGateway gateway, Submitted stored) {
        return gateway.workflows().whenReady(stored.id()).thenApply(result -> {
            if (!Boolean.TRUE.equals(result.successful())) {
                throw new IllegalStateException("workflow " + stored.id() + " is " + result.state());
            }
            return result;
        });
    }
}
