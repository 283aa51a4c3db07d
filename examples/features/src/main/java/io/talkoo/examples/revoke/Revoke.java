package io.talkoo.examples.revoke;

import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskHandle;
import io.talkoo.engine.TaskOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Cancels a task that waits, and one that runs. */
public final class Revoke {
    static class ReportTasks {
        final CountDownLatch started = new CountDownLatch(1);
        final CountDownLatch cleanedUp = new CountDownLatch(1);

        @Task
        void daily() {
            System.out.println("never printed");
        }

        @Task
        void endless(TaskContext task) throws InterruptedException {
            started.countDown();
            try {
                Thread.sleep(Duration.ofHours(1).toMillis());
            } finally {
                System.out.println("the report cleans up, revoked: " + task.isRevoked());
                cleanedUp.countDown();
            }
        }
    }

    private Revoke() {}

    public static void main(String[] args) throws InterruptedException {
        ReportTasks reports = new ReportTasks();
        try (TaskEngine engine = TaskEngine.builder().tasks(reports).start()) {
            TaskHandle<Void> waiting = engine.task(ReportTasks::daily)
                    .applyAsync(TaskOptions.none().countdown(Duration.ofHours(1)));
            waiting.revoke();
            System.out.println("the one that waited is " + waiting.state());

            TaskHandle<Void> running = engine.task(ReportTasks::endless).delay();
            reports.started.await();
            running.revoke(true, "nobody reads it");
            reports.cleanedUp.await();
            System.out.println("the one that ran is " + running.state() + ": "
                    + running.status().error().message());
        }
    }
}
