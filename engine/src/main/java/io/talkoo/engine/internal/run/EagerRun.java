package io.talkoo.engine.internal.run;

import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.JsonBytes;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * What came of a task that was run to its end in the calling thread.
 *
 * @param outcome succeeded or failed, never a retry
 * @param retries how many there were
 */
public record EagerRun(Outcome outcome, int retries) {
    /**
     * Runs a task as a worker would, through JSON and all, but at once: retries follow without delay, and time limits do
     * not apply. Waits for a stage that the task returns. Throws {@link io.talkoo.protocol.TalkooException}
     * (UNKNOWN_TASK).
     *
     * @param progress called for each state the task reports
     */
    public static EagerRun of(TaskRunner runner, TaskRecord task, BiConsumer<String, JsonBytes> progress) {
        int retries = 0;
        while (true) {
            Outcome outcome = attempt(runner, task, retries, progress);
            if (!(outcome instanceof Outcome.Retry)) {
                return new EagerRun(outcome, retries);
            }
            retries++;
        }
    }

    private static Outcome attempt(
            TaskRunner runner, TaskRecord task, int retries, BiConsumer<String, JsonBytes> progress) {
        CompletableFuture<Outcome> ended = new CompletableFuture<>();
        runner.run(runner.prepare(task, retries, ended::complete, progress));
        return ended.join();
    }
}
