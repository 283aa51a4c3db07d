package io.talkoo.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.benchmark.ClosedLoop.Call;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskEngineBuilder;
import io.talkoo.engine.TaskGateway;
import io.talkoo.engine.TaskGateway.Execution;
import io.talkoo.engine.TaskLimits;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskStatus;
import java.util.concurrent.CompletionStage;

/** Engines with the benchmark's tasks, and calls on them. */
final class Engines {
    /** Answers the length of its argument. */
    static final String LENGTH = "benchmark.length";

    /** Answers the sum of a list of numbers, or a number as it is. */
    static final String SUM = "benchmark.sum";

    /** As {@link #LENGTH}, with limits that nobody reaches: a rate for all, and runs at once for each customer. */
    static final String LIMITED = "benchmark.limited";

    /** What the limited task is given. */
    record Order(String text, int customer) {}

    /** Takes as many milliseconds as its argument says; answers its {@link Span}. */
    static final String SLEEP = "benchmark.sleep";

    private Engines() {}

    static TaskEngineBuilder builder(TalkooSettings settings) {
        String node = settings.node().name();
        return TaskEngine.builder()
                .settings(settings)
                .define(TaskDefinition.named(LENGTH).input(String.class).handler(text -> text.length()))
                .define(TaskDefinition.named(SUM).input(JsonNode.class).handler(Engines::sum))
                .define(TaskDefinition.named(LIMITED)
                        .limits(TaskLimits.NONE.rate("10000000/s").concurrencyPerKey("customer", 1_000_000))
                        .input(Order.class)
                        .handler(order -> order.text().length()))
                .define(TaskDefinition.named(SLEEP).input(Long.class).handler(millis -> Span.ofSleep(node, millis)));
    }

    private static long sum(JsonNode numbers) {
        long sum = numbers.asLong();
        for (JsonNode number : numbers) {
            sum += number.asLong();
        }
        return sum;
    }

    /** The setting {@code queues} of a node with so many slots, for whatever comes. */
    static String slots(int count) {
        return "*:" + count;
    }

    /** A task that takes its time. */
    static TaskRequest sleep(long millis) {
        return TaskRequest.named(SLEEP).args(JsonBytes.of("[" + millis + "]")).build();
    }

    /** Submits a task and has its result awaited. */
    static Call call(TaskGateway gateway, TaskRequest request) {
        Execution execution = gateway.execute(request);
        return new Call(1, execution.accepted(), succeeded(execution.ready()));
    }

    /** Fails unless the task succeeded. */
    static CompletionStage<TaskStatus> succeeded(CompletionStage<TaskStatus> ready) {
        return ready.thenApply(status -> {
            if (!status.state().equals(States.SUCCESS)) {
                throw new IllegalStateException("task " + status.id() + " ended as " + status.state());
            }
            return status;
        });
    }
}
