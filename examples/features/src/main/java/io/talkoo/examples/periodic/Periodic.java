package io.talkoo.examples.periodic;

import io.talkoo.engine.Schedule;
import io.talkoo.engine.Scheduled;
import io.talkoo.engine.Schedules;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskEngine;
import io.talkoo.protocol.ScheduleStatus;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;

/** Tasks that run again and again: one that stands in the code, one that is made and changed while the engine runs. */
public final class Periodic {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ZoneId HELSINKI = ZoneId.of("Europe/Helsinki");

    static class SaunaTasks {
        private final CountDownLatch measured = new CountDownLatch(3);

        @Task
        @Scheduled(every = "200ms")
        void measure() {
            measured.countDown();
        }

        @Task
        String heat(int degrees) {
            return "heated to " + degrees;
        }
    }

    private Periodic() {}

    public static void main(String[] args) throws InterruptedException {
        SaunaTasks tasks = new SaunaTasks();
        try (TaskEngine engine = TaskEngine.builder().tasks(tasks).start()) {
            tasks.measured.await();
            System.out.println("measured three times");
            Schedules schedules = engine.schedules();
            schedules.put(
                    "saturday",
                    Schedule.cron("30 17 * * SAT")
                            .zone(HELSINKI)
                            .task(engine.task(SaunaTasks::heat).s(80)));
            ScheduleStatus saturday = schedules.get("saturday");
            System.out.println("next on "
                    + saturday.nextRunAt().atZone(HELSINKI).getDayOfWeek() + " at "
                    + LocalTime.ofInstant(saturday.nextRunAt(), HELSINKI));
            System.out.println(
                    "and now, " + schedules.runNow("saturday").get(PATIENCE).asText());
            System.out.println("paused: " + !schedules.pause("saturday").enabled() + ", runs: "
                    + schedules.get("saturday").runs());
            schedules.delete("saturday");
        }
    }
}
