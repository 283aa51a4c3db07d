package io.talkoo.benchmark;

import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskGateway.Execution;
import io.talkoo.protocol.TaskRequest;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tasks that block: whether as many run at a time as there are slots. */
@Command(name = "sleep", description = "tasks that only sleep: the time they take against the ideal one")
final class SleepMode extends Mode {
    private static final String SLEEP = "benchmark.sleep";
    private static final int SUBMITS_IN_FLIGHT = 256;

    @Option(names = "--tasks", paramLabel = "N", description = "tasks in all")
    private int tasks = 10_000;

    @Option(names = "--slots", paramLabel = "N", description = "tasks that may run at a time")
    private int slots = 1000;

    @Option(names = "--sleep-millis", paramLabel = "N", description = "how long each sleeps")
    private long sleepMillis = 1000;

    @Override
    boolean measure(Report report) throws Exception {
        try (Storage data = options.storage();
                TaskEngine engine = Engines.builder(options.settings(data).with("queues", "*:" + slots))
                        .define(TaskDefinition.named(SLEEP).handler(() -> {
                            Thread.sleep(sleepMillis);
                            return null;
                        }))
                        .start()) {
            double seconds = run(engine);
            double ideal = Math.ceil((double) tasks / slots) * sleepMillis / 1e3;
            report.put("seconds", seconds).put("tasks", tasks).put("tasksPerSecond", tasks / seconds);
            report.put("slots", slots).put("idealSeconds", ideal).put("timesIdeal", seconds / ideal);
            report.put("liveHeapMiB", Meter.liveHeapMiB());
        }
        return true;
    }

    private double run(TaskEngine engine) throws InterruptedException {
        TaskRequest request = TaskRequest.named(SLEEP).build();
        Queue<CompletableFuture<?>> ready = new ConcurrentLinkedQueue<>();
        long start = System.nanoTime();
        FixedLoad.run(tasks, SUBMITS_IN_FLIGHT, number -> {
            Execution execution = engine.gateway().execute(request);
            ready.add(Engines.succeeded(execution.ready()).toCompletableFuture());
            return execution.accepted();
        });
        progress("all " + tasks + " tasks are accepted");
        CompletableFuture.allOf(ready.toArray(CompletableFuture[]::new)).join();
        return (System.nanoTime() - start) / 1e9;
    }
}
