package io.talkoo.chaos.schedule;

import io.talkoo.chaos.check.KillReport;
import io.talkoo.chaos.cluster.Cluster;
import io.talkoo.chaos.cluster.ClusterPlan;
import io.talkoo.chaos.fault.Killer;
import io.talkoo.chaos.history.Run;
import io.talkoo.chaos.load.Rows;
import io.talkoo.chaos.load.ScheduleLoad;
import io.talkoo.chaos.tasks.RunLog;
import io.talkoo.chaos.tasks.TaskNames;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.Misfire;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.TaskRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Nodes that work through schedules of a second while they are killed. Used by one thread. */
public final class ScheduleLab implements AutoCloseable {
    private static final Duration ENDED_WITHIN = Duration.ofMinutes(5);

    /** One in so many goes by cron. */
    private static final int CRON = 4;

    /** One in so many is paused, resumed and run by hand. */
    private static final int STEERED = 5;

    private final ClusterPlan plan;
    private final Consumer<String> progress;
    private final Cluster cluster;
    private final ScheduleLoad load;
    private final long seed;
    private final Random random;
    private final Killer killer;
    private final Steering steering = new Steering();

    private ScheduleLab(ClusterPlan plan, Cluster cluster, long seed, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        this.cluster = cluster;
        this.load = new ScheduleLoad(cluster::endpoints);
        this.seed = seed;
        this.random = new Random(seed);
        this.killer = new Killer(cluster, random, progress);
    }

    /**
     * Starts the nodes.
     *
     * @param progress told in words what happens
     */
    public static ScheduleLab open(ClusterPlan plan, long seed, Consumer<String> progress) throws Exception {
        ScheduleLab lab = new ScheduleLab(plan, Cluster.start(plan, progress), seed, progress);
        lab.killer.awaitWhole("the start");
        return lab;
    }

    /**
     * Makes {@code count} schedules, kills nodes at {@code kills} random moments, and tells how it came out.
     *
     * @param time how long they tick at least; longer if the nodes need longer to be whole again
     */
    public KillReport run(int count, Duration time, int kills) throws Exception {
        List<Steered> schedules = IntStream.range(0, count).mapToObj(this::make).toList();
        progress.accept(count + " schedules made");
        steering.start(
                IntStream.range(0, count)
                        .filter(i -> i % STEERED == 0)
                        .mapToObj(schedules::get)
                        .toList(),
                seed);
        long slice = time.toNanos() / (kills + 1);
        for (int i = 0; i < kills; i++) {
            TimeUnit.NANOSECONDS.sleep(random.nextLong(slice));
            killer.kill();
        }
        TimeUnit.NANOSECONDS.sleep(slice);
        steering.stop();
        return settle(schedules);
    }

    private Steered make(int number) {
        String name = "s" + number;
        TaskRequest task = TaskRequest.named(TaskNames.WORK)
                .args(JsonBytes.of("[1]"))
                .headers(Map.of(TickAudit.SCHEDULE, name))
                .build();
        boolean cron = number % CRON == 0;
        Steered schedule = new Steered(name, load);
        schedule.make(new ScheduleRequest(
                cron ? "* * * * * *" : null, null, cron ? null : Span.EVERY, task, null, null, Misfire.RUN_ALL.word()));
        return schedule;
    }

    private KillReport settle(List<Steered> schedules) throws IOException, InterruptedException {
        schedules.forEach(Steered::pause);
        List<Ticked> ticked = schedules.stream().map(Steered::ticked).toList();
        Rows rows = new Rows(cluster::endpoints);
        progress.accept("all schedules are paused, no task is open: " + rows.awaitEnd(ENDED_WITHIN));
        List<Run> runs = Run.of(RunLog.read(plan.records()));
        return TickAudit.of(ticked, new Observed(rows.all(), runs, killer.faults(), killer.notWhole()));
    }

    @Override
    public void close() {
        load.giveUp();
        steering.close();
        cluster.close();
    }
}
