package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.testkit.TestEngine;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Far more tasks than the Workers have room for: each is served once. */
class DeepQueueTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int TASKS = 2_000;

    private final Gate gate = new Gate();
    private final Queue<String> served = new ConcurrentLinkedQueue<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    private TestEngine start(int partitions, int slots) {
        return TestEngine.start(builder -> builder.with("queues", "default:" + slots)
                .with("worker.window-tasks", 16)
                .with("cluster.partitions", partitions)
                .define(
                        TaskDefinition.named("block").handler(() -> {
                            gate.pass();
                            return "done";
                        }),
                        TaskDefinition.named("serve").handler(context -> {
                            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                            served.add(context.id());
                            atOnce.decrementAndGet();
                            return "done";
                        })));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 1", "4, 3"})
    void allAreServedOnceAndNoMoreAtATimeThanThereAreSlots(int partitions, int slots) throws Exception {
        try (TestEngine test = start(partitions, slots)) {
            for (int i = 0; i < slots; i++) {
                test.engine()
                        .task("block", String.class)
                        .applyAsync(List.of(), TaskOptions.none().priority(9));
            }
            gate.awaitEntered();
            List<TaskStatus> tasks = submit(test.engine().gateway(), new Random(20261120));
            gate.open();
            tasks.forEach(task ->
                    assertThat(test.engine().handle(task.id()).wait(SOON)).isTrue());

            assertThat(served)
                    .containsExactlyInAnyOrderElementsOf(
                            tasks.stream().map(TaskStatus::id).toList());
            assertThat(mostAtOnce.get()).isBetween(1, slots);
        }
    }

    private static List<TaskStatus> submit(TaskGateway gateway, Random random) {
        List<CompletableFuture<TaskStatus>> submits = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            TaskOptions options = TaskOptions.none().priority(random.nextInt(10));
            submits.add(gateway.accept(options.request("serve", JsonBytes.EMPTY_ARRAY, JsonBytes.EMPTY_OBJECT))
                    .toCompletableFuture());
        }
        return submits.stream().map(CompletableFuture::join).toList();
    }
}
