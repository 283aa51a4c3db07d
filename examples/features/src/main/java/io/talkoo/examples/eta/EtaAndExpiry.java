package io.talkoo.examples.eta;

import io.talkoo.engine.Task;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskHandle;
import io.talkoo.engine.TaskOptions;
import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.time.Instant;

/** Tasks that start not before a time, and one that is not wanted after a time. */
public final class EtaAndExpiry {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static class KitchenTasks {
        @Task
        String cook(String dish, long millis) throws InterruptedException {
            Thread.sleep(millis);
            return dish;
        }
    }

    private EtaAndExpiry() {}

    public static void main(String[] args) {
        try (TaskEngine engine = TaskEngine.builder()
                .tasks(new KitchenTasks())
                .with("queues", "default:1") // one cook
                .start()) {
            notBefore(engine, "soup", TaskOptions.none().countdown(Duration.ofMillis(500)));
            notBefore(engine, "cake", TaskOptions.none().eta(Instant.now().plusMillis(500)));
            notAfter(engine);
        }
    }

    private static void notBefore(TaskEngine engine, String dish, TaskOptions when) {
        TaskHandle<String> task = engine.task(KitchenTasks::cook).applyAsync(dish, 0L, when);
        System.out.println(
                dish + " is " + task.state() + ", due " + task.status().eta());
        task.get(PATIENCE);
        System.out.println(dish + " was started " + task.status().startedAt());
    }

    /** The only cook is busy for longer than the guest waits for the tea. */
    private static void notAfter(TaskEngine engine) {
        TaskHandle<String> roast = engine.task(KitchenTasks::cook).delay("roast", 1000L);
        TaskHandle<String> tea = engine.task(KitchenTasks::cook)
                .applyAsync("tea", 0L, TaskOptions.none().expires(Duration.ofMillis(300)));
        System.out.println(roast.get(PATIENCE) + " is done");
        tea.wait(PATIENCE);
        TaskStatus status = tea.status();
        System.out.println("tea is " + status.state() + ": " + status.error().message());
    }
}
