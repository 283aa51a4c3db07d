package io.talkoo.chaos.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import java.io.IOException;

/** The steps of workflows. They write down what they came to. */
final class StepTasks {
    private final RunLog log;

    StepTasks(RunLog log) {
        this.log = log;
    }

    /** A step that gets nothing from those before it. */
    @Task(
            name = TaskNames.FIRST,
            retryDelay = "50ms",
            retryBackoff = false,
            autoRetryFor = ChaosTasks.FlakyException.class)
    String first(TaskContext task, Step step) throws IOException, InterruptedException {
        return run(task, null, step);
    }

    /** A step that gets what the one before it brought. */
    @Task(
            name = TaskNames.NEXT,
            retryDelay = "50ms",
            retryBackoff = false,
            autoRetryFor = ChaosTasks.FlakyException.class)
    String next(TaskContext task, JsonNode input, Step step) throws IOException, InterruptedException {
        return run(task, input, step);
    }

    /** Is told of a failure. */
    @Task(name = TaskNames.TOLD)
    String told(TaskContext task, JsonNode failed, Step step) throws IOException, InterruptedException {
        return run(task, failed.path("error").path("message"), step);
    }

    /** One of the items of a step. */
    @Task(name = TaskNames.ITEM)
    String item(TaskContext task, int item, Step step) throws IOException {
        RunLog.Line start = log.start(task, item);
        log.end(start, step.result(item));
        return step.result(item);
    }

    private String run(TaskContext task, JsonNode input, Step step) throws IOException, InterruptedException {
        RunLog.Line start = log.start(task);
        Thread.sleep(step.millis());
        boolean ends = step.does() == null || step.does() == Step.Does.FAIL_ONCE && task.retries() > 0;
        log.end(start, ends ? step.result(input) : step.does().name());
        if (!ends) {
            throw otherwise(task, step);
        }
        return step.result(input);
    }

    private static RuntimeException otherwise(TaskContext task, Step step) {
        return switch (step.does()) {
            case FAIL -> new IllegalStateException(step.key());
            case FAIL_ONCE -> new ChaosTasks.FlakyException(step.key());
            case REPLACE -> task.replace(step.with());
        };
    }
}
