package io.talkoo.engine.testkit;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskEngineBuilder;
import io.talkoo.engine.TaskGateway;
import io.talkoo.engine.TaskHandle;
import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An engine for tests: the real one, on a store in memory, with a clock that is moved by hand. What is due in an hour
 * runs at once after {@code advance(Duration.ofHours(1))}; nothing has to be slept for.
 *
 * <pre>{@code
 * try (TestEngine test = TestEngine.start(engine -> engine.tasks(new MailTasks()))) {
 *     TaskHandle<Receipt> mail = test.engine().task(MailTasks::send).delay(letter);
 *     test.await(mail, status -> status.state().equals("RETRY"));
 *     test.advance(Duration.ofMinutes(3));
 *     mail.get(Duration.ofSeconds(5));
 * }
 * }</pre>
 *
 * <p>Time limits are kept by elapsed time, not by this clock. Thread-safe.
 */
public final class TestEngine implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ManualClock clock = new ManualClock(START);
    private final TaskEngine engine;

    private TestEngine(Consumer<TaskEngineBuilder> made) {
        TaskEngineBuilder builder =
                TaskEngine.builder().settings(TalkooSettings.defaults().with("store.url", "jdbc:sqlite::memory:"));
        made.accept(builder);
        engine = builder.clock(clock).start();
    }

    /** Starts an engine; {@code made} adds its tasks and changes settings. The time is 2026-01-01T00:00:00Z. */
    public static TestEngine start(Consumer<TaskEngineBuilder> made) {
        return new TestEngine(made);
    }

    public TaskEngine engine() {
        return engine;
    }

    public ManualClock clock() {
        return clock;
    }

    /** Moves the clock, and has the engine look at it. */
    public void advance(Duration by) {
        clock.advance(by);
        engine.lookAtClock();
    }

    /**
     * Waits until a change of the task makes {@code condition} true, or the task is that way already; its status then.
     * Throws {@link AssertionError} with the last status after 20 s.
     */
    public TaskStatus await(TaskHandle<?> task, Predicate<TaskStatus> condition) {
        CompletableFuture<TaskStatus> met = new CompletableFuture<>();
        CompletableFuture<TaskGateway.Watch> watch = engine.gateway()
                .watch(task.id(), null, event -> {
                    if (condition.test(event.status())) {
                        met.complete(event.status());
                    }
                })
                .toCompletableFuture();
        try {
            watch.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return met.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not met within " + PATIENCE + ": " + task.status(), e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            watch.thenAccept(TaskGateway.Watch::close);
        }
    }

    /** {@link #await(TaskHandle, Predicate)} for a state. */
    public TaskStatus awaitState(TaskHandle<?> task, String state) {
        return await(task, status -> status.state().equals(state));
    }

    @Override
    public void close() {
        engine.close();
    }
}
