package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.config.TalkooSettings;
import io.talkoo.protocol.FailureGroup;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.QueueStatus;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queues, bulk calls and dead letters on one node. */
class SteeringTest extends LifeOnTestEngine {
    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private QueueStatus queue(String name) {
        return join(engine.control().queue(name));
    }

    private long purge(String name) {
        return join(engine.control().purge(name));
    }

    @Test
    void whatIsSubmittedToAPausedQueueWaitsForTheResume() {
        assertThat(join(engine.control().pause("one")).paused()).isTrue();
        TaskHandle<Void> waits = engine.task(LifeTasks::note).delay("waits");
        engine.task(LifeTasks::add).delay(1, 2).get(SOON);
        test.advance(Duration.ofSeconds(10));

        assertThat(waits.state()).isEqualTo("PENDING");
        assertThat(queue("one")).isEqualTo(new QueueStatus("one", 1, 0, 0, true, 1, 10.0));
        assertThat(join(engine.control().resume("one")).paused()).isFalse();
        waits.get(SOON);
    }

    @Test
    void whatRunsInAPausedQueueGoesOn() throws Exception {
        TaskHandle<String> runs = engine.task(LifeTasks::gated).delay("kept");
        tasks.gate.awaitEntered();

        join(engine.control().pause("gated"));
        assertThat(queue("gated").running()).isEqualTo(1);
        tasks.gate.open();

        assertThat(runs.get(SOON)).isEqualTo("kept");
    }

    @Test
    void aQueueIsCountedByWhatItsTasksWaitFor() throws Exception {
        engine.task(LifeTasks::block).delay();
        tasks.gate.awaitEntered();
        engine.task(LifeTasks::note).delay("ready");
        engine.task(LifeTasks::note).applyAsync("later", TaskOptions.none().countdown(Duration.ofHours(1)));

        assertThat(queue("one"))
                .returns(1L, QueueStatus::ready)
                .returns(1L, QueueStatus::scheduled)
                .returns(1L, QueueStatus::running)
                .returns(1, QueueStatus::concurrency);
        assertThat(join(engine.control().running()))
                .singleElement()
                .satisfies(node -> assertThat(node.tasks())
                        .extracting(running -> running.name())
                        .containsExactly("LifeTasks.block"));
    }

    @Test
    void aQueueIsKnownFromItsFirstTaskOnAndAfterItsLast() {
        assertThatThrownBy(() -> queue("mail"))
                .hasCauseInstanceOf(TalkooException.class)
                .satisfies(
                        e -> assertThat(((TalkooException) e.getCause()).type()).isEqualTo(ProblemType.NOT_FOUND));

        engine.task(LifeTasks::add)
                .applyAsync(1, 2, TaskOptions.none().queue("mail"))
                .get(SOON);

        assertThat(join(engine.control().queues()))
                .extracting(QueueStatus::name)
                .containsExactly("default", "gated", "mail", "one");
    }

    @Test
    void aNameThatCannotBeAQueuesIsRefused() {
        assertThatThrownBy(() -> join(engine.control().pause("no queue")))
                .isInstanceOf(CompletionException.class)
                .satisfies(
                        e -> assertThat(((TalkooException) e.getCause()).type()).isEqualTo(ProblemType.INVALID));
    }

    @Test
    void aPurgeRevokesAllThatWaitsAndLeavesWhatRuns() throws Exception {
        TaskHandle<Void> runs = engine.task(LifeTasks::block).delay();
        tasks.gate.awaitEntered();
        TaskHandle<String> retries =
                engine.task(LifeTasks::flaky).applyAsync(5, TaskOptions.none().queue("one2"));
        test.awaitState(retries, "RETRY");
        List<TaskHandle<Void>> wait = List.of(
                engine.task(LifeTasks::note).delay("ready"),
                engine.task(LifeTasks::note)
                        .applyAsync("nine", TaskOptions.none().priority(9)),
                engine.task(LifeTasks::note)
                        .applyAsync("later", TaskOptions.none().countdown(Duration.ofHours(1))));

        assertThat(purge("one")).isEqualTo(3);
        assertThat(purge("one2")).isEqualTo(1);
        assertThat(purge("one")).isZero();
        tasks.gate.open();
        runs.get(SOON);
        assertThat(wait).allSatisfy(handle -> {
            assertThat(handle.state()).isEqualTo("REVOKED");
            assertThat(handle.status().error().message()).isEqualTo("purged");
        });
        assertThat(retries.state()).isEqualTo("REVOKED");
        assertThat(tasks.order).isEmpty();
    }

    @Test
    void aBulkRevokeGoesOverAllPagesOfItsFilter() {
        join(engine.control().pause("one"));
        int count = 2300;
        TaskOptions mine = TaskOptions.none().headers(Map.of("tenant", "a"));
        IntStream.range(0, count)
                .mapToObj(i -> engine.task(LifeTasks::note).applyAsync("mine", mine))
                .toList();
        TaskHandle<Void> other = engine.task(LifeTasks::note).delay("other");

        TaskFilter filter = TaskFilter.ALL.withHeaders(Map.of("tenant", "a"));
        assertThat(join(engine.control().revoke(filter, false, "a leaves"))).isEqualTo(count);
        assertThat(join(engine.control().revoke(filter, false, null))).isZero();
        join(engine.control().resume("one"));
        other.get(SOON);
        assertThat(tasks.order).containsExactly("other");
    }

    @Test
    void aBulkRevokeInterruptsWhatRunsOnlyWhereItIsToldTo() throws Exception {
        TaskHandle<String> runs = engine.task(LifeTasks::gated).delay("kept");
        tasks.gate.awaitEntered();
        TaskFilter filter = TaskFilter.ALL.withQueue("gated");

        assertThat(join(engine.control().revoke(filter, false, null))).isZero();
        assertThat(runs.state()).isEqualTo("STARTED");
        assertThat(join(engine.control().revoke(filter, true, null))).isEqualTo(1);
        assertThat(runs.state()).isEqualTo("REVOKED");
    }

    @Test
    void deadLettersAreGroupedByTheirErrorAndRunAgainTogether() {
        TaskHandle<Void> first = engine.task(LifeTasks::fail).delay("one");
        test.awaitState(first, "FAILURE");
        test.advance(Duration.ofSeconds(1));
        TaskHandle<Void> second = engine.task(LifeTasks::fail).delay("two");
        test.awaitState(second, "FAILURE");
        TaskHandle<Void> revoked = engine.task(LifeTasks::fail)
                .applyAsync("never", TaskOptions.none().countdown(Duration.ofHours(1)));
        revoked.revoke();

        String type = "java.lang.IllegalStateException";
        assertThat(join(engine.control().failures(10)))
                .containsExactly(new FailureGroup(
                        type, "LifeTasks.fail", 2, second.status().finishedAt(), second.id()));
        assertThat(join(engine.control().retry(TaskFilter.ALL.withErrorType("of another kind"))))
                .isZero();
        assertThat(join(engine.control().retry(TaskFilter.ALL.withErrorType(type))))
                .isEqualTo(2);
        test.await(first, status -> status.attempts().size() == 2);
        test.await(second, status -> status.attempts().size() == 2);
        assertThat(revoked.state()).isEqualTo("REVOKED");
    }

    @Test
    void aFilterForEveryTaskIsRefused() {
        assertThatThrownBy(() -> join(engine.control().revoke(TaskFilter.ALL, true, null)))
                .satisfies(
                        e -> assertThat(((TalkooException) e.getCause()).type()).isEqualTo(ProblemType.INVALID));
    }

    @Test
    void aPauseOutlivesTheEngine(@TempDir Path directory) {
        TalkooSettings settings = TalkooSettings.defaults().with("data-dir", directory);
        TaskEngineBuilder builder = TaskEngine.builder().settings(settings).tasks(tasks);
        String id;
        try (TaskEngine before = builder.start()) {
            join(before.control().pause("default"));
            id = before.task(LifeTasks::add).delay(1, 2).id();
        }
        try (TaskEngine after =
                TaskEngine.builder().settings(settings).tasks(tasks).start()) {
            QueueStatus paused = join(after.control().queue("default"));
            assertThat(paused.paused()).isTrue();
            assertThat(paused.ready()).isEqualTo(1);

            join(after.control().resume("default"));
            assertThat(after.handle(id, Integer.class).get(SOON)).isEqualTo(3);
        }
    }
}
