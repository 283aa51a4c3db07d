package io.talkoo.chaos;

import io.talkoo.chaos.cluster.Cluster;
import io.talkoo.chaos.cluster.ClusterPlan;
import io.talkoo.chaos.fault.Fault;
import io.talkoo.chaos.history.Ending;
import io.talkoo.chaos.history.FaultWindow;
import io.talkoo.chaos.history.History;
import io.talkoo.chaos.history.Recorder;
import io.talkoo.chaos.history.Run;
import io.talkoo.chaos.load.Load;
import io.talkoo.chaos.load.Rows;
import io.talkoo.chaos.tasks.RunLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** A cluster, the load on it, and the records of what happens to both. Used by one thread. */
final class Lab implements AutoCloseable {
    private static final Duration WHOLE_WITHIN = Duration.ofMinutes(3);
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(2);

    private final ClusterPlan plan;
    private final Consumer<String> progress;
    private final Cluster cluster;
    private final Recorder recorder;
    private final Load load;
    private final Rows rows;
    private final Random random;

    private Lab(ClusterPlan plan, Consumer<String> progress, Cluster cluster, double perSecond, long seed)
            throws IOException {
        this.plan = plan;
        this.progress = progress;
        this.cluster = cluster;
        this.recorder = Recorder.in(plan.records());
        this.load = new Load(cluster::endpoints, recorder, perSecond, seed);
        this.rows = new Rows(cluster::endpoints);
        this.random = new Random(seed);
    }

    /**
     * Starts the cluster; the load is not yet on.
     *
     * @param progress told in words what happens
     */
    static Lab open(ClusterPlan plan, double perSecond, long seed, Consumer<String> progress) throws Exception {
        Lab lab = new Lab(plan, progress, Cluster.start(plan, progress), perSecond, seed);
        lab.awaitWhole("the start");
        return lab;
    }

    long acknowledged() {
        return recorder.acknowledged();
    }

    void startLoad() {
        load.start();
    }

    /** Injects a fault, and waits until the cluster is whole again. */
    void strike(Fault fault) throws Exception {
        progress.accept(fault.name());
        Instant from = Instant.now();
        Set<String> nodes = fault.strike(cluster, random);
        awaitWhole(fault.name());
        FaultWindow window = new FaultWindow(fault.name(), nodes, fault.leavesZombies(), from, Instant.now());
        recorder.fault(window);
        progress.accept(fault.name() + ": whole again after "
                + Duration.between(from, window.to()).toMillis() + " ms, hit " + nodes);
    }

    private void awaitWhole(String after) throws InterruptedException {
        if (!cluster.awaitWhole(WHOLE_WITHIN)) {
            recorder.disturbance("the cluster was not whole " + WHOLE_WITHIN.toSeconds() + " s after " + after);
        }
    }

    /** Ends the load, waits until all tasks have ended, and gives an account of everything since the start. */
    History settle() throws IOException, InterruptedException {
        if (!load.stop(SETTLED_WITHIN)) {
            recorder.disturbance("submits without an answer " + SETTLED_WITHIN.toSeconds() + " s after the load ended");
        }
        if (!rows.awaitEnd(SETTLED_WITHIN)) {
            recorder.disturbance("open tasks " + SETTLED_WITHIN.toSeconds() + " s after the load ended");
        }
        if (!load.awaitWatchers(SETTLED_WITHIN)) {
            recorder.disturbance("watchers that were not told the end of their task");
        }
        List<Run> runs = Run.of(RunLog.read(plan.records()));
        Map<String, Ending> read = rows.read(recorder.seenIds());
        return recorder.history(runs, read);
    }

    @Override
    public void close() throws IOException {
        load.close();
        cluster.close();
        recorder.close();
    }
}
