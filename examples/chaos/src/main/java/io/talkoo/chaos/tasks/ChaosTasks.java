package io.talkoo.chaos.tasks;

import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import io.talkoo.protocol.States;
import java.io.IOException;

/**
 * Tasks that write down when they start and end. Each returns the id of its run, so that a result tells whose it is.
 */
final class ChaosTasks {
    private final RunLog log;

    ChaosTasks(RunLog log) {
        this.log = log;
    }

    /** Takes its time. */
    @Task(name = TaskNames.WORK)
    String work(TaskContext task, long millis) throws IOException, InterruptedException {
        RunLog.Line start = log.start(task);
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            log.end(start, "INTERRUPTED");
            throw e;
        }
        log.end(start, States.SUCCESS);
        return start.run();
    }

    /** Fails {@code failures} times, then succeeds; each time it is retried. */
    @Task(
            name = TaskNames.FLAKY,
            maxRetries = -1,
            retryDelay = "300ms",
            retryBackoff = false,
            autoRetryFor = FlakyException.class)
    String flaky(TaskContext task, int failures) throws IOException {
        RunLog.Line start = log.start(task);
        boolean fails = task.retries() < failures;
        log.end(start, fails ? States.RETRY : States.SUCCESS);
        if (fails) {
            throw new FlakyException("attempt " + task.attempt() + " of " + (failures + 1));
        }
        return start.run();
    }

    /** Fails for good. */
    @Task(name = TaskNames.FAIL)
    String fail(TaskContext task) throws IOException {
        log.end(log.start(task), States.FAILURE);
        throw new IllegalStateException("as asked");
    }

    /** What a flaky task fails with. */
    static final class FlakyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FlakyException(String message) {
            super(message);
        }
    }
}
