package io.talkoo.examples.limits;

import io.talkoo.engine.ControlGateway;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskHandle;
import io.talkoo.protocol.LimitsChange;
import io.talkoo.protocol.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One mail at a time and ten a second for each customer, however many wait, and a hundred a second for all together. */
public final class RateLimitPerCustomer {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static class MailTasks {
        private final AtomicInteger annsRunning = new AtomicInteger();
        private final AtomicInteger annsMost = new AtomicInteger();
        private final AtomicInteger annsDone = new AtomicInteger();

        @Task(
                rateLimit = "100/s",
                limitKey = "customer",
                keyRateLimit = "10/s",
                keyMaxConcurrency = 1,
                fairKey = "customer")
        int send(String customer, int number) {
            if (!customer.equals("ann")) {
                return annsDone.get();
            }
            annsMost.accumulateAndGet(annsRunning.incrementAndGet(), Math::max);
            annsRunning.decrementAndGet();
            return annsDone.incrementAndGet();
        }
    }

    private RateLimitPerCustomer() {}

    public static void main(String[] args) {
        MailTasks mails = new MailTasks();
        try (TaskEngine engine = TaskEngine.builder().tasks(mails).start()) {
            List<TaskHandle<Integer>> ann = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                ann.add(engine.task(MailTasks::send).delay("ann", i));
            }
            int doneBeforeBo = engine.task(MailTasks::send).delay("bo", 1).get(PATIENCE);
            System.out.println("bo waits for all mails to ann: " + (doneBeforeBo == 15));

            ann.forEach(mail -> mail.get(PATIENCE));
            Instant lastEnd = ann.stream()
                    .map(mail -> mail.status().finishedAt())
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            Duration took = Duration.between(ann.get(0).status().createdAt(), lastEnd);
            System.out.println("15 mails to ann take longer than a burst of 10: " + (took.toMillis() > 300));
            System.out.println("most mails to ann at once: " + mails.annsMost);

            ControlGateway control = engine.gateway().control();
            LimitsChange slower = LimitsChange.NONE.rate(RateLimit.parse("50/s"));
            System.out.println("now for all: "
                    + control.changeLimits("MailTasks.send", slower)
                            .toCompletableFuture()
                            .join()
                            .rateLimit());
        }
    }
}
