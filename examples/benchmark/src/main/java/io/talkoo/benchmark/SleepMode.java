package io.talkoo.benchmark;

import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskGateway;
import io.talkoo.engine.TaskGateway.Execution;
import io.talkoo.protocol.TaskRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tasks that block: whether as many run at a time as there are slots, however many wait. */
@Command(name = "sleep", description = "tasks that only sleep: the time they take against the ideal one")
final class SleepMode extends Mode {
    private static final int SUBMITS_IN_FLIGHT = 256;

    @Option(
            names = "--tasks",
            paramLabel = "N",
            split = ",",
            description = "tasks in all; of several numbers each is a run of its own, one after the other")
    private List<Integer> tasks = List.of(10_000);

    @Option(
            names = "--nodes",
            paramLabel = "N",
            description = "JVMs that run the tasks, submitted by this one; 0 is this one alone")
    private int nodes;

    @Option(names = "--slots", paramLabel = "N", description = "tasks that may run at a time, on each node")
    private int slots = 1000;

    @Option(
            names = {"--sleep-millis", "--millis"},
            paramLabel = "N",
            description = "how long each sleeps")
    private long sleepMillis = 1000;

    @Option(
            names = "--open",
            paramLabel = "N",
            description = "tasks that wait or run at a time; 0 is all, as fast as they are accepted")
    private int open;

    @Override
    boolean needsPostgres() {
        return nodes > 0;
    }

    @Override
    boolean measure(Report report) throws Exception {
        report.put("nodes", nodes).put("slots", slots);
        try (Storage data = options.storage()) {
            if (nodes == 0) {
                runHere(data, report);
            } else {
                runOnNodes(data, report);
            }
        }
        return true;
    }

    private void runHere(Storage data, Report report) throws InterruptedException {
        try (TaskEngine engine = Engines.builder(options.settings(data).with("queues", Engines.slots(slots)))
                .start()) {
            report.put("runs", runs(engine.gateway(), slots, Meter::cpu));
            report.put("liveHeapMiB", Meter.liveHeapMiB());
        }
    }

    private void runOnNodes(Storage data, Report report) throws IOException, InterruptedException {
        try (ClusterUnderTest cluster = ClusterUnderTest.start(options, data, nodes, slots)) {
            report.put("runs", runs(cluster.gateway(), nodes * slots, cluster::cpu));
        }
    }

    private List<Map<String, Object>> runs(TaskGateway gateway, int allSlots, Supplier<Duration> cpu)
            throws InterruptedException {
        List<Map<String, Object>> runs = new ArrayList<>();
        for (int count : tasks) {
            Duration before = cpu.get();
            Map<String, Object> run = run(gateway, count, Math.ceil((double) count / allSlots) * sleepMillis / 1e3);
            run.put("cpuMicrosPerTask", cpu.get().minus(before).toNanos() / 1000 / count);
            runs.add(run);
            progress(run.toString());
        }
        return runs;
    }

    private Map<String, Object> run(TaskGateway gateway, int count, double ideal) throws InterruptedException {
        TaskRequest request = Engines.sleep(sleepMillis);
        Queue<CompletableFuture<?>> all = new ConcurrentLinkedQueue<>();
        long start = System.nanoTime();
        FixedLoad.run(count, open == 0 ? SUBMITS_IN_FLIGHT : open, number -> {
            Execution execution = gateway.execute(request);
            CompletionStage<?> ended = Engines.succeeded(execution.ready());
            all.add(ended.toCompletableFuture());
            return open == 0 ? execution.accepted() : ended;
        });
        long waiting = all.stream().filter(task -> !task.isDone()).count();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tasks", count);
        run.put("seconds", Report.rounded(seconds));
        run.put("idealSeconds", Report.rounded(ideal));
        run.put("timesIdeal", Report.rounded(seconds / ideal));
        run.put("tasksPerSecond", Math.round(count / seconds));
        run.put("openOnceAllAccepted", waiting);
        return run;
    }
}
