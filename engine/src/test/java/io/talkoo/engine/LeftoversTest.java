package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.talkoo.engine.TaskGateway.TaskEvent;
import io.talkoo.engine.TaskGateway.Watch;
import io.talkoo.engine.internal.task.TaskEntity;
import io.talkoo.engine.testkit.TestEngine;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.ShardRegion.CurrentShardRegionState;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who waits for a task and goes away, and tasks that ended, leave nothing behind. */
class LeftoversTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final TaskRequest ADD =
            TaskOptions.none().request("quick", JsonBytes.EMPTY_ARRAY, JsonBytes.EMPTY_OBJECT);

    private final Gate gate = new Gate();
    private TestEngine test;
    private TaskGateway gateway;

    @BeforeEach
    void start() {
        test = TestEngine.start(builder -> builder.with("gateway.max-in-flight", 400)
                .define(
                        TaskDefinition.named("quick").handler(() -> 1),
                        TaskDefinition.named("report").handler(context -> {
                            report(context, 0, 50);
                            gate.pass();
                            report(context, 50, 100);
                            return "reported";
                        })));
        gateway = test.engine().gateway();
    }

    private static void report(TaskContext context, int from, int to) {
        IntStream.range(from, to).forEach(i -> context.updateState("PROGRESS", i));
    }

    @AfterEach
    void stop() {
        gate.open();
        test.close();
    }

    @Test
    void progressArrivesInOrderAndGoesOnAfterTheEventSeenLast() throws Exception {
        TaskHandle<String> task = test.engine().task("report", String.class).delay();
        BlockingQueue<TaskEvent> first = new LinkedBlockingQueue<>();
        Watch watch = join(gateway.watch(task.id(), null, first::add));
        TaskEvent seen = next(first);
        while (!reports(seen, 49)) {
            seen = next(first);
        }
        watch.close();
        BlockingQueue<TaskEvent> second = new LinkedBlockingQueue<>();
        join(gateway.watch(task.id(), seen.id(), second::add));
        // This one is told at once how the task stands, and was subscribed after the other.
        BlockingQueue<TaskEvent> third = new LinkedBlockingQueue<>();
        join(gateway.watch(task.id(), null, third::add));
        assertThat(reports(next(third), 49)).isTrue();
        gate.open();

        List<String> told = new ArrayList<>();
        TaskEvent last = next(second);
        for (; !last.status().ready(); last = next(second)) {
            told.add(last.status().state() + " " + last.status().meta());
        }
        assertThat(told)
                .containsExactlyElementsOf(
                        IntStream.range(50, 100).mapToObj(i -> "PROGRESS " + i).toList());
        assertThat(last.status().state()).isEqualTo("SUCCESS");
        assertThat(first).isEmpty();
    }

    private static boolean reports(TaskEvent event, int number) {
        return event.status().state().equals("PROGRESS")
                && event.status().meta().toString().equals(Integer.toString(number));
    }

    private static TaskEvent next(BlockingQueue<TaskEvent> events) throws InterruptedException {
        TaskEvent event = events.poll(20, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return event;
    }

    @Test
    void whoeverStopsWatchingOrWaitingIsForgotten() throws Exception {
        String id = test.engine()
                .task("quick", Integer.class)
                .applyAsync(List.of(), TaskOptions.none().countdown(Duration.ofHours(1)))
                .id();
        BlockingQueue<TaskEvent> events = new LinkedBlockingQueue<>();
        Watch watch = join(gateway.watch(id, null, events::add));
        next(events);
        assertThat(gateway.waiting()).isEqualTo(1);
        assertThat(entities()).isEqualTo(1);

        watch.close();
        assertThat(join(gateway.await(id, Duration.ofMillis(1))).state()).isEqualTo("PENDING");

        assertThat(gateway.waiting()).isZero();
        await().untilAsserted(() -> assertThat(entities()).isZero());
    }

    @Test
    void aListenerThatThrowsKeepsNobodyElseFromTheirAnswers() throws Exception {
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            String id = test.engine().task("quick", Integer.class).delay().id();
            CompletableFuture<Void> told = new CompletableFuture<>();
            gateway.watch(id, null, event -> {
                told.complete(null);
                throw new IllegalStateException("listener");
            });
            told.get(20, TimeUnit.SECONDS);
        }

        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            assertThat(test.engine().task("quick", Integer.class).delay().get(SOON))
                    .isEqualTo(1);
        }
    }

    @Test
    void readsOfATaskWhoseActorComesAndGoesAreAllAnswered() {
        String id = test.engine().task("quick", Integer.class).delay().id();
        test.engine().handle(id).wait(SOON);
        for (int round = 0; round < 50; round++) {
            List<CompletableFuture<TaskStatus>> reads = IntStream.range(0, 64)
                    .mapToObj(i -> gateway.status(id).toCompletableFuture())
                    .toList();
            reads.forEach(read -> assertThat(read.join().state()).isEqualTo("SUCCESS"));
        }
    }

    @Test
    void aWatchThatIsClosedAfterTheEndLeavesNoEntity() {
        String id = gateway.execute(ADD).ready().toCompletableFuture().join().id();
        TaskGateway.Watch watch =
                gateway.watch(id, null, event -> {}).toCompletableFuture().join();
        await().atMost(SOON).untilAsserted(() -> assertThat(entities()).isZero());

        watch.close();
        gateway.status(id).toCompletableFuture().join();
        await().atMost(SOON).untilAsserted(() -> assertThat(entities()).isZero());
    }

    @Test
    void tasksThatEndedAndTheirWatchersLeaveNothingInMemory() {
        for (int round = 0; round < 100; round++) {
            List<CompletableFuture<TaskStatus>> ready = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                TaskGateway.Execution execution = gateway.execute(ADD);
                execution
                        .accepted()
                        .thenAccept(
                                submitted -> gateway.watch(submitted.status().id(), null, event -> {}));
                ready.add(execution.ready().toCompletableFuture());
            }
            ready.forEach(each -> assertThat(each.join().state()).isEqualTo("SUCCESS"));
        }

        await().atMost(SOON).untilAsserted(() -> assertThat(gateway.waiting()).isZero());
        await().atMost(SOON).untilAsserted(() -> assertThat(entities()).isZero());
    }

    @Test
    void beyondTheMostInFlightSubmitsAreRefusedAndNotStored() {
        List<CompletableFuture<TaskGateway.Submitted>> submits = IntStream.range(0, 20_000)
                .mapToObj(i -> gateway.submit(ADD).toCompletableFuture())
                .toList();

        long stored = submits.stream().filter(LeftoversTest::accepted).count();
        assertThat(stored).isLessThan(submits.size());
        assertThat(count()).isEqualTo(stored);
    }

    private static boolean accepted(CompletableFuture<TaskGateway.Submitted> submit) {
        try {
            submit.join();
            return true;
        } catch (CompletionException e) {
            assertThat(((TalkooException) e.getCause()).type()).isEqualTo(ProblemType.OVERLOADED);
            return false;
        }
    }

    private long count() {
        long count = 0;
        String cursor = null;
        do {
            var page = join(gateway.list(TaskFilter.ALL, cursor, 1000));
            count += page.tasks().size();
            cursor = page.next();
        } while (cursor != null);
        return count;
    }

    /** Actors of tasks that are in memory. */
    private int entities() {
        var system = test.engine().actorSystem();
        CurrentShardRegionState state = join(
                AskPattern.<org.apache.pekko.cluster.sharding.typed.ClusterShardingQuery, CurrentShardRegionState>ask(
                        ClusterSharding.get(system).shardState(),
                        replyTo -> new GetShardRegionState(TaskEntity.KEY, replyTo),
                        SOON,
                        system.scheduler()));
        return state.getShards().stream()
                .mapToInt(shard -> shard.getEntityIds().size())
                .sum();
    }

    private static <T> T join(java.util.concurrent.CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
