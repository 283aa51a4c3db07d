package io.talkoo.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.engine.Secret;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tasks that do what their arguments say, and tell and wait as a test wants it. */
final class TestTasks {
    private final Map<String, Semaphore> gates = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> starts = new ConcurrentHashMap<>();
    private final AtomicBoolean broken = new AtomicBoolean(true);

    @Task(name = "test.add")
    int add(int a, int b) {
        return a + b;
    }

    @Task(name = "test.echo")
    JsonNode echo(JsonNode value) {
        return value;
    }

    /** Reports its user, with the password, and answers with it. */
    @Task(name = "test.login")
    Map<String, String> login(TaskContext task, String user, @Secret String password) {
        Map<String, String> login = Map.of("user", user, "password", password);
        task.updateState("CHECKING", login);
        if (user.equals("nobody")) {
            throw new IllegalStateException("nobody cannot log in with " + password);
        }
        return login;
    }

    @Task(name = "test.fail")
    void fail(String message) {
        throw new IllegalStateException(message);
    }

    /** Gives way to a canvas. */
    @Task(name = "test.replace")
    JsonNode replace(TaskContext task, JsonNode canvas) throws IOException {
        throw task.replace(Json.mapper().treeToValue(canvas, Canvas.class));
    }

    /** The same under another name. */
    @Task(name = "test.replaceBy")
    JsonNode replaceBy(TaskContext task, JsonNode canvas) throws IOException {
        return replace(task, canvas);
    }

    /** Waits for {@link #open}, and gives way to a canvas. */
    @Task(name = "test.holdAndReplace")
    JsonNode holdAndReplace(TaskContext task, String gate, JsonNode canvas) throws IOException, InterruptedException {
        hold(gate);
        return replace(task, canvas);
    }

    /** There is one of a key at a time. */
    @Task(name = "test.single", uniqueKey = "key")
    String single(String key) {
        return key;
    }

    /** Hands its argument on through a chain that takes its place. */
    @Task(name = "test.relay")
    JsonNode relay(TaskContext task, JsonNode value) {
        throw task.replace(Canvas.chain(List.of(step("test.echo", value), step("test.echo"))));
    }

    /** Gives way to a chain whose last step fails. */
    @Task(name = "test.crumble")
    JsonNode crumble(TaskContext task, JsonNode value) {
        throw task.replace(Canvas.chain(List.of(step("test.echo", value), step("test.refuse"))));
    }

    private static Canvas step(String name, JsonNode... arguments) {
        JsonBytes args = JsonBytes.of(List.of(arguments).toString());
        return Canvas.of(TaskRequest.named(name).args(args).build());
    }

    @Task(name = "test.refuse")
    void refuse(JsonNode value) {
        throw new IllegalStateException("no");
    }

    @Task(name = "test.sum")
    int sum(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    /** Only there to have been called. */
    @Task(name = "test.note")
    void note() {}

    /** Fails until {@link #mend}. */
    @Task(name = "test.mendable")
    String mendable() {
        if (broken.get()) {
            throw new IllegalStateException("broken");
        }
        return "mended";
    }

    /** Waits for {@link #open}. */
    @Task(name = "test.hold")
    String hold(String gate) throws InterruptedException {
        start(gate).countDown();
        gate(gate).acquire();
        return gate;
    }

    /** Reports a step each time {@link #open} is called. */
    @Task(name = "test.steps")
    String steps(TaskContext task, String gate, int steps) throws InterruptedException {
        start(gate).countDown();
        for (int step = 1; step <= steps; step++) {
            gate(gate).acquire();
            task.updateState("PROGRESS", Map.of("current", step));
        }
        gate(gate).acquire();
        return "done";
    }

    void open(String gate) {
        gate(gate).release();
    }

    void mend() {
        broken.set(false);
    }

    /** Returns once a task waits at the gate, or is about to. */
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
