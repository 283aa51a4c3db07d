package io.talkoo.examples.unique;

import io.talkoo.engine.Task;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskHandle;
import io.talkoo.engine.TaskOptions;
import io.talkoo.protocol.UniqueUntil;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** An impatient customer orders the same report again and again, and gets one. */
public final class UniqueTask {
    private static final Duration SOON = Duration.ofSeconds(10);

    static class ReportTasks {
        final CountDownLatch numbersAreIn = new CountDownLatch(1);

        @Task(uniqueKey = "customer")
        String yearly(String customer) throws InterruptedException {
            numbersAreIn.await();
            return "the year of " + customer;
        }

        @Task
        String welcome(String customer) {
            return "welcome, " + customer;
        }
    }

    private UniqueTask() {}

    public static void main(String[] args) {
        ReportTasks reports = new ReportTasks();
        try (TaskEngine engine = TaskEngine.builder().tasks(reports).start()) {
            TaskHandle<String> first = engine.task(ReportTasks::yearly).delay("Aino");
            TaskHandle<String> again = engine.task(ReportTasks::yearly).delay("Aino");
            TaskHandle<String> other = engine.task(ReportTasks::yearly).delay("Eino");
            System.out.println("Aino's second order is her first: " + again.id().equals(first.id()));
            System.out.println("Eino's order is his own: " + !other.id().equals(first.id()));
            reports.numbersAreIn.countDown();
            System.out.println(again.get(SOON));
            TaskHandle<String> later = engine.task(ReportTasks::yearly).delay("Aino");
            System.out.println("a later order is a new one: " + !later.id().equals(first.id()));

            TaskOptions onceAnHour = TaskOptions.none().uniqueKey("Aino", UniqueUntil.elapsed(Duration.ofHours(1)));
            String letter = engine.task(ReportTasks::welcome)
                    .applyAsync("Aino", onceAnHour)
                    .get(SOON);
            String same = engine.task(ReportTasks::welcome)
                    .applyAsync("dear Aino", onceAnHour)
                    .get(SOON);
            System.out.println(letter + " / " + same);
        }
    }
}
