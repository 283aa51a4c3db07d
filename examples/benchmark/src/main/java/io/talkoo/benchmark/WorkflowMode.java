package io.talkoo.benchmark;

import io.talkoo.benchmark.ClosedLoop.Call;
import io.talkoo.benchmark.InTurn.Load;
import io.talkoo.benchmark.InTurn.Pair;
import io.talkoo.benchmark.Meter.Figures;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskGateway;
import io.talkoo.engine.WorkflowGateway.Submitted;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskResult;
import java.util.concurrent.CompletionStage;
import picocli.CommandLine.Option;

/** Workflows of one shape and single tasks, in turn in the same JVM: how many of the one cost as much as the other. */
abstract class WorkflowMode extends Mode {
    private static final int TASKS_IN_FLIGHT = 256;

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
            Canvas canvas = canvas();
            Pair measured = new InTurn(options, this::progress)
                    .measure(
                            new Load(TASKS_IN_FLIGHT, () -> Engines.call(gateway, request)),
                            new Load(inFlight, () -> call(gateway, canvas)));
            put(report, measured);
            report.put("liveHeapMiB", Meter.liveHeapMiB()).put("fileMiB", data.mebibytes());
        }
        return true;
    }

    private void put(Report report, Pair measured) {
        Figures single = measured.one();
        Figures workflows = measured.other();
        report.put(workflows)
                .put("tasksPerWorkflow", tasks())
                .put("workflowsPerSecond", workflows.tasksPerSecond() / tasks())
                .put("singleTasksPerSecond", (double) Math.round(single.tasksPerSecond()))
                .put("cpuMicrosPerSingleTask", single.cpuNanos() / 1e3 / single.tasks())
                .put("workflowsPerSingleTask", measured.ratio() / tasks());
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
