package io.talkoo.chaos.workflow;

import io.talkoo.chaos.check.KillReport;
import io.talkoo.chaos.cluster.Cluster;
import io.talkoo.chaos.cluster.ClusterPlan;
import io.talkoo.chaos.fault.Killer;
import io.talkoo.chaos.history.Run;
import io.talkoo.chaos.load.Rows;
import io.talkoo.chaos.load.WorkflowLoad;
import io.talkoo.chaos.tasks.RunLog;
import io.talkoo.chaos.workflow.Flaw.Kind;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.WorkflowStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Nodes that run random workflows while they are killed. Used by one thread. */
public final class WorkflowLab implements AutoCloseable {
    private static final Duration ENDED_WITHIN = Duration.ofMinutes(5);
    private static final int SUBMITS_AT_A_TIME = 8;

    private final ClusterPlan plan;
    private final Consumer<String> progress;
    private final Cluster cluster;
    private final WorkflowLoad load;
    private final long seed;
    private final Random random;
    private final Random canvases;
    private final Semaphore submits = new Semaphore(SUBMITS_AT_A_TIME);
    private final Map<String, Expected> expected = new LinkedHashMap<>();
    private final Map<String, String> ids = new ConcurrentHashMap<>();
    private final List<CompletableFuture<?>> submitted = new ArrayList<>();
    private final Killer killer;

    private WorkflowLab(ClusterPlan plan, Cluster cluster, long seed, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        this.cluster = cluster;
        this.load = new WorkflowLoad(cluster::endpoints);
        this.seed = seed;
        this.random = new Random(seed);
        // Not the same one: how long a wave is must not change what comes after it.
        this.canvases = new Random(random.nextLong());
        this.killer = new Killer(cluster, random, progress);
    }

    /**
     * Starts the nodes.
     *
     * @param progress told in words what happens
     */
    public static WorkflowLab open(ClusterPlan plan, long seed, Consumer<String> progress) throws Exception {
        WorkflowLab lab = new WorkflowLab(plan, Cluster.start(plan, progress), seed, progress);
        lab.killer.awaitWhole("the start");
        return lab;
    }

    /** Submits {@code count} workflows, with {@code kills} kills at random moments, and tells how it came out. */
    public KillReport run(int count, int kills) throws Exception {
        for (int wave = 0; wave <= kills; wave++) {
            int from = count * wave / (kills + 1);
            int to = count * (wave + 1) / (kills + 1);
            int killAt = wave == kills ? to : from + random.nextInt(Math.max(1, to - from));
            submit(from, killAt);
            if (wave < kills) {
                CompletableFuture<Void> killed = CompletableFuture.runAsync(this::kill);
                submit(killAt, to);
                killed.join();
            }
        }
        return settle(count);
    }

    private void submit(int from, int to) throws InterruptedException {
        for (int i = from; i < to; i++) {
            String name = "w" + i;
            Canvas canvas = new RandomCanvas(name, canvases).make();
            expected.put(name, Oracle.of(canvas));
            submits.acquire();
            submitted.add(load.submit("chaos-" + seed + "-" + i, canvas).whenComplete((id, failure) -> {
                submits.release();
                if (failure == null) {
                    ids.put(name, id);
                } else {
                    progress.accept(name + ": " + failure);
                }
            }));
        }
    }

    private void kill() {
        try {
            killer.kill();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private KillReport settle(int count) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ENDED_WITHIN.toNanos();
        submitted.forEach(each -> each.handle((id, failure) -> null).join());
        progress.accept(ids.size() + " of " + count + " workflows stored");
        Map<String, WorkflowStatus> ends = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : ids.entrySet()) {
            ends.put(each.getKey(), load.await(each.getValue(), deadline));
        }
        Rows rows = new Rows(cluster::endpoints);
        // Callbacks go on when the workflow has ended.
        boolean quiet = rows.awaitEnd(ENDED_WITHIN);
        progress.accept("all workflows are ready, no task is open: " + quiet);
        List<Run> runs = Run.of(RunLog.read(plan.records()));
        Observed observed = new Observed(ends, rows.all(), runs, killer.faults());
        List<Flaw> notWhole = killer.notWhole().stream()
                .map(words -> new Flaw(Kind.NOT_WHOLE, "", words))
                .toList();
        return WorkflowReport.of(expected, observed, notWhole);
    }

    @Override
    public void close() {
        load.giveUp();
        cluster.close();
    }
}
