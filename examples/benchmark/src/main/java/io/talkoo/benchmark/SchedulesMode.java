package io.talkoo.benchmark;

import io.talkoo.engine.Schedule;
import io.talkoo.engine.ScheduleGateway;
import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.TaskEngine;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ScheduleStatus;
import io.talkoo.protocol.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many schedules on one node: whether each tick makes one task, and how long after the tick it starts. */
@Command(name = "schedules", description = "ticks of many schedules: made once each, and how late they start")
final class SchedulesMode extends Mode {
    private static final String TICK = "benchmark.tick";
    private static final int IN_FLIGHT = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(names = "--schedules", paramLabel = "N", description = "how many tick")
    private int count = 1000;

    @Option(names = "--every-millis", paramLabel = "N", description = "time from one tick of a schedule to its next")
    private long everyMillis = 1000;

    private final LongAdder started = new LongAdder();
    private List<TickLog> logs;

    @Override
    boolean measure(Report report) throws Exception {
        logs = IntStream.range(0, count).mapToObj(i -> new TickLog()).toList();
        try (Storage data = options.storage();
                TaskEngine engine = Engines.builder(options.settings(data))
                        .define(TaskDefinition.named(TICK).input(Integer.class).handler((context, number) -> {
                            logs.get(number).started(context.id(), Instant.now());
                            started.increment();
                            return null;
                        }))
                        .start()) {
            List<ScheduleStatus> made = make(engine.gateway().schedules());
            report.put("liveHeapMiB", Meter.liveHeapMiB());
            pause(options.warmup());
            Instant from = Instant.now();
            Duration cpu = Meter.cpu();
            pause(options.measured());
            Duration used = Meter.cpu().minus(cpu);
            Instant to = Instant.now();
            return tell(report, made, end(engine.gateway().schedules()), from, to, used);
        }
    }

    private List<ScheduleStatus> make(ScheduleGateway schedules) throws InterruptedException {
        ScheduleStatus[] made = new ScheduleStatus[count];
        FixedLoad.run(count, IN_FLIGHT, i -> {
            TaskRequest task =
                    TaskRequest.named(TICK).args(JsonBytes.of("[" + i + "]")).build();
            Schedule schedule = Schedule.every(Duration.ofMillis(everyMillis)).task(task);
            return schedules.put("s" + i, schedule.request()).thenAccept(put -> made[i] = put.status());
        });
        return List.of(made);
    }

    private void pause(Duration time) throws InterruptedException {
        progress(started.sum() + " ticks started");
        new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The schedules with all that they made started. */
    private List<ScheduleStatus> end(ScheduleGateway schedules) throws InterruptedException {
        ScheduleStatus[] paused = new ScheduleStatus[count];
        FixedLoad.run(count, IN_FLIGHT, i -> schedules.pause("s" + i).thenAccept(status -> paused[i] = status));
        List<ScheduleStatus> ended = List.of(paused);
        long all = ended.stream().mapToLong(ScheduleStatus::runs).sum();
        for (long waited = 0; started.sum() < all && waited < PATIENCE.toMillis(); waited += 100) {
            pause(Duration.ofMillis(100));
        }
        return ended;
    }

    private boolean tell(
            Report report,
            List<ScheduleStatus> made,
            List<ScheduleStatus> ended,
            Instant from,
            Instant to,
            Duration cpu) {
        Histogram late = new Histogram(3);
        TickCount total = new TickCount(0, 0, 0, 0);
        for (int i = 0; i < count; i++) {
            Instant last = ended.get(i).lastRunAt();
            if (last != null) {
                Duration every = Duration.ofMillis(everyMillis);
                total = total.plus(logs.get(i).count(made.get(i).nextRunAt(), every, last, from, to, late));
            }
        }
        report.put("schedules", count).put("everyMillis", everyMillis);
        report.put("seconds", Duration.between(from, to).toMillis() / 1e3);
        report.put("ticks", total.ticks()).put("ticksMeasured", total.measured());
        report.put("doubled", total.doubled()).put("missing", total.missing());
        report.putMillis("lateMillis", late);
        report.put("cpuMicrosPerTick", cpu.toNanos() / 1e3 / Math.max(1, total.measured()));
        return total.doubled() == 0 && total.missing() == 0;
    }
}
