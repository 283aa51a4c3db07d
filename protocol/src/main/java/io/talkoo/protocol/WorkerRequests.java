package io.talkoo.protocol;

import java.time.Duration;
import java.util.List;

/** What makes a {@link WorkerRequest} acceptable. */
public final class WorkerRequests {
    /** Most runs that one worker may hold at a time. */
    public static final int MOST_CONCURRENCY = 10_000;

    private static final int LONGEST_NAME = 255;

    /** Task types of the engine itself are called so. */
    private static final String RESERVED = "talkoo.";

    private WorkerRequests() {}

    /**
     * Checks {@code request}, which is returned.
     *
     * @throws TalkooException {@link ProblemType#INVALID}, which names all that is wrong, each with its JSON pointer
     */
    public static WorkerRequest check(WorkerRequest request) {
        Faults faults = new Faults();
        faults.check(isName(request.name()), "/name", "expected a name of 1 to " + LONGEST_NAME + " characters");
        queues(request.queues(), faults);
        faults.check(
                request.tasks() != null && !request.tasks().isEmpty(), "/tasks", "expected at least one task type");
        for (int i = 0; request.tasks() != null && i < request.tasks().size(); i++) {
            task(request.tasks().get(i), faults.below("/tasks/" + i));
        }
        Integer concurrency = request.concurrency();
        faults.check(
                concurrency == null || concurrency >= 1 && concurrency <= MOST_CONCURRENCY,
                "/concurrency",
                "expected 1 to " + MOST_CONCURRENCY);
        faults.raise(ProblemType.INVALID);
        return request;
    }

    private static boolean isName(String name) {
        return name != null && !name.isBlank() && name.length() <= LONGEST_NAME && name.indexOf(0) < 0;
    }

    private static void queues(List<String> queues, Faults faults) {
        faults.check(queues == null || !queues.isEmpty(), "/queues", "expected at least one queue");
        for (int i = 0; queues != null && i < queues.size(); i++) {
            String queue = queues.get(i);
            faults.check(
                    queue != null && TaskRequests.isQueueName(queue),
                    "/queues/" + i,
                    "expected " + TaskRequests.QUEUE_NAME);
        }
    }

    private static void task(WorkerTask task, Faults faults) {
        faults.check(task != null && isName(task.name()), "/name", "expected the name of a task type");
        if (task == null || task.name() == null) {
            return;
        }
        faults.check(!task.name().startsWith(RESERVED), "/name", "expected another name; the engine's begin like that");
        faults.check(
                task.queue() == null || TaskRequests.isQueueName(task.queue()),
                "/queue",
                "expected " + TaskRequests.QUEUE_NAME);
        TaskRequests.retry(task.retry(), faults);
        limits(task, faults);
    }

    private static void limits(WorkerTask task, Faults faults) {
        Duration hard = task.timeLimit();
        Duration soft = task.softTimeLimit();
        faults.check(TaskRequests.isPositive(hard), "/timeLimit", "expected more than 0 seconds");
        faults.check(TaskRequests.isPositive(soft), "/softTimeLimit", "expected more than 0 seconds");
        faults.check(
                hard == null || soft == null || soft.compareTo(hard) <= 0,
                "/softTimeLimit",
                "expected at most the timeLimit");
        faults.check(
                task.maxConcurrency() == null || task.maxConcurrency() >= 1, "/maxConcurrency", "expected 1 or more");
        try {
            if (task.rateLimit() != null) {
                RateLimit.parse(task.rateLimit());
            }
        } catch (IllegalArgumentException e) {
            faults.check(false, "/rateLimit", e.getMessage());
        }
    }
}
