package io.talkoo.engine;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What the tests of a task's life have run. */
class LifeTasks {
    final Gate gate = new Gate();
    final AtomicInteger calls = new AtomicInteger();
    final List<String> order = new CopyOnWriteArrayList<>();

    @Task
    int add(int a, int b) {
        return a + b;
    }

    @Task(queue = "gated")
    String gated(String word) throws InterruptedException {
        gate.pass();
        return word;
    }

    @Task(queue = "one")
    void note(String word) {
        order.add(word);
    }

    @Task(queue = "one")
    void block() throws InterruptedException {
        gate.pass();
    }

    @Task(
            maxRetries = 2,
            retryDelay = "10s",
            retryBackoff = true,
            retryJitter = false,
            autoRetryFor = IOException.class)
    String flaky(int failures) throws IOException {
        if (calls.incrementAndGet() <= failures) {
            throw new IOException("failure " + calls.get());
        }
        return "at last";
    }

    @Task
    String report(TaskContext context, Map<String, Integer> meta) throws InterruptedException {
        context.updateState("PROGRESS", meta);
        gate.pass();
        return "reported";
    }

    @Task(ignoreResult = true)
    String ignored() {
        return "nobody sees this";
    }

    @Task
    CompletionStage<String> later() {
        return CompletableFuture.supplyAsync(() -> "later");
    }

    @Task
    void fail(String message) {
        throw new IllegalStateException(message);
    }

    @Task
    String child(TaskContext context) {
        return context.parentId().orElse("none") + " " + context.rootId() + " " + context.headers();
    }
}
