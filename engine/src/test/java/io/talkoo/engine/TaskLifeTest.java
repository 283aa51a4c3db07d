package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.engine.testkit.TestEngine;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskLifeTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    static class Tasks {
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

    private final Tasks tasks = new Tasks();
    private TestEngine test;
    private TaskEngine engine;

    @BeforeEach
    void start() {
        test = TestEngine.start(builder -> builder.tasks(tasks).with("queues", "one:1,*:8"));
        engine = test.engine();
    }

    @AfterEach
    void stop() {
        tasks.gate.open();
        test.close();
    }

    @Test
    void aTaskRunsAndItsResultComesBack() {
        TaskHandle<Integer> sum = engine.task(Tasks::add).delay(5, 10);

        assertThat(sum.get(SOON)).isEqualTo(15);
        assertThat(sum.successful()).isTrue();
        assertThat(sum.result()).isEqualTo(15);
        assertThat(sum.info().intValue()).isEqualTo(15);
        assertThat(sum.status().attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.outcome()).isEqualTo("SUCCESS"));
    }

    @Test
    void aSubmitNeedNotBeWaitedFor() throws Exception {
        TaskHandle<Integer> sum =
                engine.task(Tasks::add).delayAsync(5, 10).toCompletableFuture().get();

        assertThat(sum.get(SOON)).isEqualTo(15);
    }

    @Test
    void aHandleFromAnIdKnowsTheTask() {
        String id = engine.task(Tasks::add).delay(1, 2).id();

        assertThat(engine.handle(id, Integer.class).get(SOON)).isEqualTo(3);
    }

    @Test
    void anUnknownIdIsAnErrorAndNotPending() {
        TaskHandle<JsonNode> nobody = engine.handle(UUID.randomUUID().toString());

        assertThatThrownBy(nobody::state)
                .satisfies(e -> assertThat(((TalkooException) e).type()).isEqualTo(ProblemType.NOT_FOUND));
    }

    @Test
    void aRunningTaskShowsStartedAtOnce() throws Exception {
        TaskHandle<String> handle = engine.task(Tasks::gated).delay("x");
        tasks.gate.awaitEntered();

        TaskStatus status = test.awaitState(handle, "STARTED");
        assertThat(status.worker()).isEqualTo(engine.settings().node().name());
        assertThat(status.startedAt()).isNotNull();
        tasks.gate.open();
        assertThat(handle.get(SOON)).isEqualTo("x");
    }

    @Test
    void progressIsSeenWhileItRunsAndKeptAfterwards() {
        TaskHandle<String> handle = engine.task(Tasks::report).delay(Map.of("current", 3));

        assertThat(test.awaitState(handle, "PROGRESS").meta().toString()).isEqualTo("{\"current\":3}");
        assertThat(handle.info().get("current").intValue()).isEqualTo(3);
        tasks.gate.open();
        handle.get(SOON);
        assertThat(handle.status().meta().toString()).isEqualTo("{\"current\":3}");
    }

    @Test
    void aFailedTaskThrowsWhatItThrewFromAfar() {
        TaskHandle<Void> handle = engine.task(Tasks::fail).delay("broken");

        assertThatThrownBy(() -> handle.get(SOON)).isInstanceOfSatisfying(TaskFailedException.class, e -> {
            assertThat(e.type()).isEqualTo("java.lang.IllegalStateException");
            assertThat(e.error().message()).isEqualTo("broken");
            assertThat(e.traceback()).contains("TaskLifeTest$Tasks.fail");
        });
        assertThat(handle.failed()).isTrue();
        assertThat(handle.traceback()).contains("broken");
    }

    @Test
    void aRetryWaitsForItsBackoffAndThenSucceeds() {
        TaskHandle<String> handle = engine.task(Tasks::flaky).delay(2);

        TaskStatus first = test.awaitState(handle, "RETRY");
        assertThat(first.retries()).isEqualTo(1);
        assertThat(first.error().message()).isEqualTo("failure 1");
        assertThat(first.eta()).isEqualTo(test.clock().instant().plusSeconds(10));
        test.advance(Duration.ofSeconds(10));
        TaskStatus second = test.await(handle, status -> status.retries() == 2);
        assertThat(second.eta()).isEqualTo(test.clock().instant().plusSeconds(20));
        test.advance(Duration.ofSeconds(20));
        assertThat(handle.get(SOON)).isEqualTo("at last");
        assertThat(handle.status().attempts()).extracting("outcome").containsExactly("RETRY", "RETRY", "SUCCESS");
    }

    @Test
    void afterTheLastRetryItFailsWithItsOwnError() {
        TaskHandle<String> handle = engine.task(Tasks::flaky).delay(99);

        for (int retry = 1; retry <= 2; retry++) {
            int number = retry;
            test.await(handle, status -> status.retries() == number);
            test.advance(Duration.ofMinutes(1));
        }
        assertThatThrownBy(() -> handle.get(SOON))
                .isInstanceOfSatisfying(
                        TaskFailedException.class,
                        e -> assertThat(e.error().message()).isEqualTo("failure 3"));
    }

    @Test
    void aCountdownIsWaitedFor() {
        TaskHandle<Integer> handle =
                engine.task(Tasks::add).applyAsync(1, 1, TaskOptions.none().countdown(Duration.ofHours(1)));

        assertThat(handle.status().eta()).isEqualTo(test.clock().instant().plus(Duration.ofHours(1)));
        test.advance(Duration.ofMinutes(59));
        assertThat(handle.state()).isEqualTo("PENDING");
        test.advance(Duration.ofMinutes(1));
        assertThat(handle.get(SOON)).isEqualTo(2);
    }

    @Test
    void aClockSetBackRunsNothingEarlyOrTwice() {
        TaskHandle<Integer> done = engine.task(Tasks::add).delay(1, 1);
        done.get(SOON);
        TaskHandle<Void> later =
                engine.task(Tasks::note).applyAsync("later", TaskOptions.none().countdown(Duration.ofMinutes(1)));

        test.advance(Duration.ofHours(-1));
        TaskHandle<Integer> next = engine.task(Tasks::add).delay(2, 2);
        assertThat(next.get(SOON)).isEqualTo(4);
        assertThat(later.state()).isEqualTo("PENDING");
        test.advance(Duration.ofMinutes(62));
        later.get(SOON);
        assertThat(tasks.order).containsExactly("later");
        assertThat(done.status().deliveries()).isEqualTo(1);
    }

    @Test
    void aTaskThatWaitedTooLongExpires() throws Exception {
        TaskHandle<Void> blocker = engine.task(Tasks::block).delay();
        tasks.gate.awaitEntered();
        TaskHandle<Void> handle =
                engine.task(Tasks::note).applyAsync("late", TaskOptions.none().expires(Duration.ofSeconds(60)));

        test.advance(Duration.ofSeconds(61));
        TaskStatus status = test.awaitState(handle, "REVOKED");
        assertThat(status.error().type()).isEqualTo(ErrorTypes.REVOKED);
        assertThat(status.error().message()).isEqualTo("expired");
        tasks.gate.open();
        blocker.get(SOON);
        assertThat(tasks.order).isEmpty();
    }

    @Test
    void aTaskWhoseTimeIsOverAtSubmitIsRevokedAtOnce() {
        TaskHandle<Void> handle = engine.task(Tasks::note)
                .applyAsync(
                        "late",
                        TaskOptions.none().expires(test.clock().instant().minusSeconds(1)));

        test.awaitState(handle, "REVOKED");
        assertThat(tasks.order).isEmpty();
    }

    @Test
    void higherPrioritiesAreServedFirstAndEqualOnesAsTheyCame() throws Exception {
        TaskHandle<Void> blocker = engine.task(Tasks::block).delay();
        tasks.gate.awaitEntered();
        TaskHandle<Void> last = null;
        for (int i = 0; i < 30; i++) {
            int priority = i % 3;
            last = engine.task(Tasks::note)
                    .applyAsync(priority + "/" + i, TaskOptions.none().priority(priority));
        }
        tasks.gate.open();
        blocker.get(SOON);
        test.await(engine.handle(last.id()), TaskStatus::ready);
        TaskHandle<Void> end =
                engine.task(Tasks::note).applyAsync("end", TaskOptions.none().priority(0));
        end.get(SOON);

        assertThat(tasks.order).hasSize(31);
        assertThat(tasks.order.subList(0, 10)).allMatch(word -> word.startsWith("2/"));
        assertThat(tasks.order.subList(10, 20)).allMatch(word -> word.startsWith("1/"));
        assertThat(tasks.order.subList(0, 10)).extracting(TaskLifeTest::number).isSorted();
        assertThat(tasks.order.subList(20, 30)).extracting(TaskLifeTest::number).isSorted();
    }

    private static int number(String word) {
        return Integer.parseInt(word.substring(2));
    }

    @Test
    void aWaitingTaskThatIsRevokedNeverRuns() throws Exception {
        TaskHandle<Void> blocker = engine.task(Tasks::block).delay();
        tasks.gate.awaitEntered();
        TaskHandle<Void> handle = engine.task(Tasks::note).delay("never");

        handle.revoke(false, "changed my mind");
        assertThat(handle.state()).isEqualTo("REVOKED");
        assertThat(handle.status().error().message()).isEqualTo("changed my mind");
        tasks.gate.open();
        blocker.get(SOON);
        engine.task(Tasks::note).delay("next").get(SOON);
        assertThat(tasks.order).containsExactly("next");
    }

    @Test
    void aRunningTaskThatIsRevokedGoesOnAndKeepsItsResult() throws Exception {
        TaskHandle<String> handle = engine.task(Tasks::gated).delay("kept");
        tasks.gate.awaitEntered();

        handle.revoke();
        assertThat(handle.state()).isEqualTo("STARTED");
        tasks.gate.open();
        assertThat(handle.get(SOON)).isEqualTo("kept");
    }

    @Test
    void aRunningTaskIsTerminatedAtOnceAndItsSlotComesBack() throws Exception {
        TaskHandle<Void> handle = engine.task(Tasks::block).delay();
        tasks.gate.awaitEntered();

        handle.revoke(true, "stop it");
        assertThat(handle.state()).isEqualTo("REVOKED");
        engine.task(Tasks::note).delay("next").get(SOON);
        assertThat(tasks.order).containsExactly("next");
        assertThat(handle.status().attempts()).extracting("outcome").containsExactly("REVOKED");
    }

    @Test
    void aFailedTaskRunsAgainUnderItsIdWithItsAttemptsKept() {
        TaskHandle<Void> handle = engine.task(Tasks::fail).delay("broken");
        test.awaitState(handle, "FAILURE");

        handle.retry();
        test.await(handle, status -> status.attempts().size() == 2 && status.ready());
        assertThat(handle.status().retries()).isZero();
    }

    @Test
    void aSuccessfulTaskCannotRunAgain() {
        TaskHandle<Integer> handle = engine.task(Tasks::add).delay(1, 1);
        handle.get(SOON);

        assertThatThrownBy(handle::retry)
                .satisfies(e -> assertThat(((TalkooException) e).type()).isEqualTo(ProblemType.WRONG_STATE));
    }

    @Test
    void aForgottenTaskIsGoneAndItsIdIsFree() {
        String id = UUID.randomUUID().toString();
        TaskHandle<Integer> handle =
                engine.task(Tasks::add).applyAsync(1, 1, TaskOptions.none().id(id));
        handle.get(SOON);

        handle.forget();
        assertThatThrownBy(handle::state).isInstanceOf(TalkooException.class);
        assertThat(engine.task(Tasks::add)
                        .applyAsync(2, 2, TaskOptions.none().id(id))
                        .get(SOON))
                .isEqualTo(4);
    }

    @Test
    void aTaskThatIsNotReadyCannotBeForgotten() throws Exception {
        TaskHandle<String> handle = engine.task(Tasks::gated).delay("x");
        tasks.gate.awaitEntered();

        assertThatThrownBy(handle::forget)
                .satisfies(e -> assertThat(((TalkooException) e).type()).isEqualTo(ProblemType.WRONG_STATE));
    }

    @Test
    void theSameIdTwiceIsTheSameTaskAndAnotherBodyIsAConflict() {
        TaskOptions options = TaskOptions.none().id(UUID.randomUUID().toString());
        engine.task(Tasks::note).applyAsync("once", options).get(SOON);
        engine.task(Tasks::note).applyAsync("once", options).get(SOON);

        assertThat(tasks.order).containsExactly("once");
        assertThatThrownBy(() -> engine.task(Tasks::note).applyAsync("other", options))
                .satisfies(e -> assertThat(((TalkooException) e).type()).isEqualTo(ProblemType.CONFLICT));
    }

    @Test
    void anIgnoredResultIsNotKept() {
        TaskHandle<String> handle = engine.task(Tasks::ignored).delay();

        assertThat(handle.get(SOON)).isNull();
        assertThat(handle.successful()).isTrue();
    }

    @Test
    void aHandlerMayReturnAStage() throws Exception {
        CompletionStage<String> result = engine.task(Tasks::later).delay().get(SOON);

        assertThat(result.toCompletableFuture().get()).isEqualTo("later");
    }

    @Test
    void aChildInheritsTheRootAndIsListedWithItsParent() {
        TaskHandle<Integer> parent = engine.task(Tasks::add).delay(1, 1);
        parent.get(SOON);
        TaskHandle<String> child = engine.task(Tasks::child)
                .applyAsync(TaskOptions.none().parentId(parent.id()).headers(Map.of("tenant", "a")));

        assertThat(child.get(SOON)).isEqualTo(parent.id() + " " + parent.id() + " {tenant=a}");
        assertThat(parent.children()).extracting(TaskHandle::id).containsExactly(child.id());
        assertThat(child.parent()).get().extracting(TaskHandle::id).isEqualTo(parent.id());
    }

    @Test
    void aCallbackGetsTheResult() throws Exception {
        CompletableFuture<Integer> told = new CompletableFuture<>();
        engine.task(Tasks::add).delay(20, 22).then(told::complete);

        assertThat(told.get()).isEqualTo(42);
    }

    @Test
    void aResultThatIsNotThereInTimeIsATimeoutAndTheTaskGoesOn() throws Exception {
        TaskHandle<String> handle = engine.task(Tasks::gated).delay("x");
        tasks.gate.awaitEntered();

        assertThatThrownBy(() -> handle.get(Duration.ofMillis(50))).isInstanceOf(ResultTimeoutException.class);
        assertThat(handle.wait(Duration.ofMillis(1))).isFalse();
        tasks.gate.open();
        assertThat(handle.wait(SOON)).isTrue();
    }

    @Test
    void expiredResultsAreDeleted() {
        TaskHandle<Integer> handle = engine.task(Tasks::add).delay(1, 1);
        handle.get(SOON);
        test.advance(Duration.ofHours(25));

        assertThatThrownBy(() -> {
                    while (true) {
                        handle.state();
                    }
                })
                .satisfies(e -> assertThat(((TalkooException) e).type()).isEqualTo(ProblemType.NOT_FOUND));
    }
}
