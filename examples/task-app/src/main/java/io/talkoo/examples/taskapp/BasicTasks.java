package io.talkoo.examples.taskapp;

import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import java.time.Duration;

/** The tasks behind the three forms. */
final class BasicTasks {
    private static final Duration BLOCK = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofSeconds(1);

    @Task(name = "tasks.add")
    long add(long a, long b) {
        return Math.addExact(a, b);
    }

    /** Takes its time and tells nothing. */
    @Task(name = "tasks.block")
    void block() throws InterruptedException {
        Thread.sleep(BLOCK.toMillis());
    }

    /** Works through {@code total} steps and tells after each how far it is. */
    @Task(name = "tasks.process")
    Step process(TaskContext task, int total) throws InterruptedException {
        Step step = new Step(0, total).report(task);
        while (step.current() < total) {
            Thread.sleep(STEP.toMillis());
            step = new Step(step.current() + 1, total).report(task);
        }
        return step;
    }
}
