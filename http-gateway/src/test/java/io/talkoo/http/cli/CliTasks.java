package io.talkoo.http.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Tasks to be steered from a command line. */
final class CliTasks {
    private final Map<String, Semaphore> gates = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> starts = new ConcurrentHashMap<>();

    @Task(name = "cli.add")
    int add(int a, int b) {
        return a + b;
    }

    @Task(name = "cli.echo")
    JsonNode echo(JsonNode value) {
        return value;
    }

    @Task(name = "cli.fail")
    void fail(String message) {
        throw new IllegalStateException(message);
    }

    /** Reports where it is, and waits for {@link #open} before each further step. */
    @Task(name = "cli.steps")
    String steps(TaskContext task, String gate, int steps) throws InterruptedException {
        start(gate).countDown();
        for (int step = 1; step <= steps; step++) {
            task.updateState("PROGRESS", Map.of("current", step, "total", steps));
            gate(gate).acquire();
        }
        return "done";
    }

    void open(String gate) {
        gate(gate).release();
    }

    /** Returns once the task with this gate runs. */
    void awaitStart(String gate) throws InterruptedException {
        start(gate).await();
    }

    private Semaphore gate(String name) {
        return gates.computeIfAbsent(name, key -> new Semaphore(0));
    }

    private CountDownLatch start(String name) {
        return starts.computeIfAbsent(name, key -> new CountDownLatch(1));
    }
}
