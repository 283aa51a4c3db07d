package io.talkoo.benchmark;

import io.talkoo.engine.TaskGateway;
import io.talkoo.engine.TaskGateway.Execution;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskStatus;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Submits so many tasks a second, whatever becomes of those before. Thread-safe. */
final class SteadyLoad implements AutoCloseable {
    private final TaskGateway gateway;
    private final TaskRequest request;
    private final Queue<CompletableFuture<?>> all = new ConcurrentLinkedQueue<>();
    private final Queue<ServedTask> served = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    SteadyLoad(TaskGateway gateway, TaskRequest request, int perSecond) {
        this.gateway = gateway;
        this.request = request;
        long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        timer.scheduleAtFixedRate(this::submit, period, period, TimeUnit.NANOSECONDS);
    }

    private void submit() {
        Execution execution = gateway.execute(request);
        CompletionStage<Long> accepted = execution.accepted().thenApply(submitted -> System.nanoTime());
        CompletionStage<TaskStatus> ended = Engines.succeeded(execution.ready());
        all.add(ended.thenAcceptBoth(accepted, (status, time) -> served.add(new ServedTask(time, Span.of(status))))
                .whenComplete((done, failure) -> count(accepted.toCompletableFuture(), failure))
                .toCompletableFuture());
    }

    private void count(CompletableFuture<Long> accepted, Throwable failure) {
        if (failure != null) {
            (accepted.isCompletedExceptionally() ? refused : failed).incrementAndGet();
        }
    }

    /** Submits no more, and waits for the tasks that have not ended; how many still have not after {@code seconds}. */
    long endsWithin(long seconds) throws InterruptedException {
        close();
        timer.awaitTermination(seconds, TimeUnit.SECONDS);
        CompletableFuture<Void> ended = CompletableFuture.allOf(
                all.stream().map(task -> task.exceptionally(failure -> null)).toArray(CompletableFuture[]::new));
        try {
            ended.orTimeout(seconds, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
        }
        return all.stream().filter(task -> !task.isDone()).count();
    }

    List<ServedTask> served() {
        return List.copyOf(served);
    }

    /** Submits that were not acknowledged. */
    int refused() {
        return refused.get();
    }

    /** Tasks that were acknowledged and did not succeed. */
    int failed() {
        return failed.get();
    }

    @Override
    public void close() {
        timer.shutdown();
    }
}
