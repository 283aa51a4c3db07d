package io.talkoo.examples.retry;

import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskFailedException;
import io.talkoo.engine.TaskHandle;
import io.talkoo.protocol.Attempt;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** A task that meets a service which is down: tried again after 100 ms, 200 ms and 400 ms, then given up. */
public final class RetryWithBackoff {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static class WeatherTasks {
        // Without retryJitter = false each delay is drawn at random, so that a crowd of tasks does not come back at
        // once.
        @Task(
                autoRetryFor = IOException.class,
                maxRetries = 3,
                retryDelay = "100ms",
                retryBackoff = true,
                retryJitter = false)
        String forecast(TaskContext task, String city, int outages) throws IOException {
            if (task.retries() < outages) {
                throw new IOException("the weather service is down");
            }
            return "sunny in " + city;
        }
    }

    private RetryWithBackoff() {}

    public static void main(String[] args) {
        try (TaskEngine engine = TaskEngine.builder().tasks(new WeatherTasks()).start()) {
            TaskHandle<String> helsinki = engine.task(WeatherTasks::forecast).delay("Helsinki", 2);
            System.out.println("Helsinki: " + helsinki.get(PATIENCE));
            printAttempts(helsinki);

            TaskHandle<String> turku = engine.task(WeatherTasks::forecast).delay("Turku", 99);
            try {
                turku.get(PATIENCE);
            } catch (TaskFailedException e) {
                System.out.println("Turku: given up, " + e.getMessage());
            }
            printAttempts(turku);
        }
    }

    private static void printAttempts(TaskHandle<?> task) {
        Instant first = task.status().attempts().get(0).startedAt();
        for (Attempt attempt : task.status().attempts()) {
            long millis = Duration.between(first, attempt.startedAt()).toMillis();
            System.out.println("  attempt " + attempt.number() + " after " + millis + " ms: " + attempt.outcome());
        }
    }
}
