package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.talkoo.config.ActorSystemConfig;
import io.talkoo.config.TalkooSettings;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines that stop and start again in one JVM, on their own actor systems and on the application's. */
class RestartTest {
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private final AtomicInteger ran = new AtomicInteger();
    private final Semaphore begun = new Semaphore(0);
    private volatile CountDownLatch gate = new CountDownLatch(1);

    private TaskEngineBuilder builder() {
        return TaskEngine.builder()
                .settings(TalkooSettings.defaults().with("shutdown.drain", "0s").with("queues", "held:1,*:64"))
                .dataDirectory(directory)
                .define(
                        TaskDefinition.named("count").handler(ran::incrementAndGet),
                        TaskDefinition.named("held").queue("held").handler(() -> {
                            begun.release();
                            gate.await();
                            return "done";
                        }));
    }

    @Test
    void aTaskThatRunsLongerThanTheDrainIsInterruptedAndRunsAgainAfterTheStart() throws Exception {
        String id;
        try (TaskEngine engine = builder().start()) {
            id = engine.task("held", String.class).delay().id();
            assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
        gate.countDown();
        try (TaskEngine engine = builder().start()) {
            TaskHandle<String> task = engine.handle(id, String.class);

            assertThat(task.get(SOON)).isEqualTo("done");
            assertThat(task.status().attempts()).hasSize(1);
        }
    }

    @Test
    void fiveThousandWaitingTasksSurviveACloseAndRunOnceEach() throws Exception {
        List<CompletableFuture<TaskStatus>> accepted = new ArrayList<>();
        try (TaskEngine engine = builder().start()) {
            TaskOptions later =
                    TaskOptions.none().countdown(Duration.ofMillis(1)).queue("held");
            engine.task("held", String.class).delay();
            assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            TaskRequest request = later.request("count", JsonBytes.EMPTY_ARRAY, JsonBytes.EMPTY_OBJECT);
            for (int i = 0; i < 5000; i++) {
                accepted.add(engine.gateway().accept(request).toCompletableFuture());
            }
            accepted.forEach(CompletableFuture::join);
        }
        assertThat(ran).hasValue(0);
        gate.countDown();
        try (TaskEngine engine = builder().start()) {
            accepted.stream()
                    .map(task -> engine.gateway().await(task.join().id(), SOON).toCompletableFuture())
                    .toList()
                    .forEach(task -> assertThat(task.join().state()).isEqualTo("SUCCESS"));
        }
        assertThat(ran).hasValue(5000);
    }

    @Test
    void aCloseWhileSubmitsComeInLosesNoneThatWasAcknowledged() throws Exception {
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        TaskEngine engine = builder().start();
        Thread submitter = new Thread(() -> submitUntilRefused(engine, acknowledged));
        submitter.start();
        assertThat(begun.tryAcquire(500, 20, TimeUnit.SECONDS)).isTrue();

        engine.close();
        submitter.join();

        try (TaskEngine again = builder().start()) {
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(500);
            acknowledged.forEach(
                    id -> assertThat(again.handle(id, Integer.class).wait(SOON)).isTrue());
        }
    }

    private void submitUntilRefused(TaskEngine engine, Queue<String> acknowledged) {
        try {
            while (true) {
                acknowledged.add(engine.task("count", Integer.class).delay().id());
                begun.release();
            }
        } catch (TalkooException refused) {
            begun.release();
        }
    }

    @Test
    void anEngineLeavesTheApplicationsActorSystemWithNothingOfItsOwnRunning() throws Exception {
        ActorSystem<?> system = system(ActorSystemConfig.of(TalkooSettings.defaults()));
        try {
            try (TaskEngine engine = builder().actorSystem(system).start()) {
                assertThat(engine.task("count", Integer.class).delay().get(SOON))
                        .isEqualTo(1);
            }
            await().untilAsserted(() -> assertThat(system.printTree())
                    .doesNotContain("talkoo-slots", "talkoo-replies", "sharding.ShardRegion"));

            assertThatThrownBy(() -> builder().actorSystem(system).start())
                    .isInstanceOf(EngineStartException.class)
                    .hasMessageContaining("start another actor system");
        } finally {
            end(system);
        }
        try (TaskEngine own = builder().start()) {
            assertThat(own.task("count", Integer.class).delay().get(SOON)).isEqualTo(2);
        }
    }

    @Test
    void anActorSystemThatIsNoClusterIsRefusedInOneLine() throws Exception {
        ActorSystem<?> system =
                system(ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));
        try {
            assertThatThrownBy(() -> builder().actorSystem(system).start())
                    .isInstanceOf(EngineStartException.class)
                    .hasMessage("actorSystem: expected one with pekko.actor.provider = cluster, got local");
        } finally {
            end(system);
        }
        try (TaskEngine own = builder().start()) {
            assertThat(own.task("count", Integer.class).delay().get(SOON)).isEqualTo(1);
        }
    }

    @Test
    void theNumberOfPartitionsOfTheStoreStaysAndAnotherOneIsRefused() throws Exception {
        try (TaskEngine engine = builder().with("cluster.partitions", 4).start()) {
            engine.task("held", String.class).delay();
            assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
        gate.countDown();
        assertThatThrownBy(() -> builder().with("cluster.partitions", 8).start())
                .isInstanceOf(EngineStartException.class)
                .hasMessage(
                        "talkoo.cluster.partitions: expected 4, the number this store was made with, or auto, got 8");
        try (TaskEngine engine = builder().start()) {
            assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            assertThat(engine.task("count", Integer.class).delay().get(SOON)).isEqualTo(1);
            assertThat(engine.gateway()
                            .list(TaskFilter.ALL, null, 10)
                            .toCompletableFuture()
                            .join()
                            .tasks())
                    .hasSize(2);
        }
    }

    private static ActorSystem<?> system(Config config) {
        return ActorSystem.create(Behaviors.empty(), "application", config);
    }

    private static void end(ActorSystem<?> system) throws Exception {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
