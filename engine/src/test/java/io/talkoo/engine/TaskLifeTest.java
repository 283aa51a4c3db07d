package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class TaskLifeTest extends LifeOnTestEngine {
    @Test
    void aTaskRunsAndItsResultComesBack() {
        TaskHandle<Integer> sum = engine.task(LifeTasks::add).delay(5, 10);

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
        TaskHandle<Integer> sum = engine.task(LifeTasks::add)
                .delayAsync(5, 10)
                .toCompletableFuture()
                .get();

        assertThat(sum.get(SOON)).isEqualTo(15);
    }

    @Test
    void aHandleFromAnIdKnowsTheTask() {
        String id = engine.task(LifeTasks::add).delay(1, 2).id();

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
        TaskHandle<String> handle = engine.task(LifeTasks::gated).delay("x");
        tasks.gate.awaitEntered();

        TaskStatus status = test.awaitState(handle, "STARTED");
        assertThat(status.worker()).isEqualTo(engine.settings().node().name());
        assertThat(status.startedAt()).isNotNull();
        tasks.gate.open();
        assertThat(handle.get(SOON)).isEqualTo("x");
    }

    @Test
    void progressIsSeenWhileItRunsAndKeptAfterwards() {
        TaskHandle<String> handle = engine.task(LifeTasks::report).delay(Map.of("current", 3));

        assertThat(test.awaitState(handle, "PROGRESS").meta().toString()).isEqualTo("{\"current\":3}");
        assertThat(handle.info().get("current").intValue()).isEqualTo(3);
        tasks.gate.open();
        handle.get(SOON);
        assertThat(handle.status().meta().toString()).isEqualTo("{\"current\":3}");
    }

    @Test
    void aFailedTaskThrowsWhatItThrewFromAfar() {
        TaskHandle<Void> handle = engine.task(LifeTasks::fail).delay("broken");

        assertThatThrownBy(() -> handle.get(SOON)).isInstanceOfSatisfying(TaskFailedException.class, e -> {
            assertThat(e.type()).isEqualTo("java.lang.IllegalStateException");
            assertThat(e.error().message()).isEqualTo("broken");
            assertThat(e.traceback()).contains("LifeTasks.fail");
        });
        assertThat(handle.failed()).isTrue();
        assertThat(handle.traceback()).contains("broken");
    }

    @Test
    void aRetryWaitsForItsBackoffAndThenSucceeds() {
        TaskHandle<String> handle = engine.task(LifeTasks::flaky).delay(2);

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
        TaskHandle<String> handle = engine.task(LifeTasks::flaky).delay(99);

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
                engine.task(LifeTasks::add).applyAsync(1, 1, TaskOptions.none().countdown(Duration.ofHours(1)));

        assertThat(handle.status().eta()).isEqualTo(test.clock().instant().plus(Duration.ofHours(1)));
        test.advance(Duration.ofMinutes(59));
        assertThat(handle.state()).isEqualTo("PENDING");
        test.advance(Duration.ofMinutes(1));
        assertThat(handle.get(SOON)).isEqualTo(2);
    }

    @Test
    void aClockSetBackRunsNothingEarlyOrTwice() {
        TaskHandle<Integer> done = engine.task(LifeTasks::add).delay(1, 1);
        done.get(SOON);
        TaskHandle<Void> later = engine.task(LifeTasks::note)
                .applyAsync("later", TaskOptions.none().countdown(Duration.ofMinutes(1)));

        test.advance(Duration.ofHours(-1));
        TaskHandle<Integer> next = engine.task(LifeTasks::add).delay(2, 2);
        assertThat(next.get(SOON)).isEqualTo(4);
        assertThat(later.state()).isEqualTo("PENDING");
        test.advance(Duration.ofMinutes(62));
        later.get(SOON);
        assertThat(tasks.order).containsExactly("later");
        assertThat(done.status().deliveries()).isEqualTo(1);
    }

    @Test
    void aTaskThatWaitedTooLongExpires() throws Exception {
        TaskHandle<Void> blocker = engine.task(LifeTasks::block).delay();
        tasks.gate.awaitEntered();
        TaskHandle<Void> handle = engine.task(LifeTasks::note)
                .applyAsync("late", TaskOptions.none().expires(Duration.ofSeconds(60)));

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
        TaskHandle<Void> handle = engine.task(LifeTasks::note)
                .applyAsync(
                        "late",
                        TaskOptions.none().expires(test.clock().instant().minusSeconds(1)));

        test.awaitState(handle, "REVOKED");
        assertThat(tasks.order).isEmpty();
    }

    @Test
    void higherPrioritiesAreServedFirstAndEqualOnesAsTheyCame() throws Exception {
        TaskHandle<Void> blocker = engine.task(LifeTasks::block).delay();
        tasks.gate.awaitEntered();
        TaskHandle<Void> last = null;
        for (int i = 0; i < 30; i++) {
            int priority = i % 3;
            last = engine.task(LifeTasks::note)
                    .applyAsync(priority + "/" + i, TaskOptions.none().priority(priority));
        }
        tasks.gate.open();
        blocker.get(SOON);
        test.await(engine.handle(last.id()), TaskStatus::ready);
        TaskHandle<Void> end = engine.task(LifeTasks::note)
                .applyAsync("end", TaskOptions.none().priority(0));
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
    void theSameIdTwiceIsTheSameTaskAndAnotherBodyIsAConflict() {
        TaskOptions options = TaskOptions.none().id(UUID.randomUUID().toString());
        engine.task(LifeTasks::note).applyAsync("once", options).get(SOON);
        engine.task(LifeTasks::note).applyAsync("once", options).get(SOON);

        assertThat(tasks.order).containsExactly("once");
        assertThatThrownBy(() -> engine.task(LifeTasks::note).applyAsync("other", options))
                .satisfies(e -> assertThat(((TalkooException) e).type()).isEqualTo(ProblemType.CONFLICT));
    }

    @Test
    void anIgnoredResultIsNotKept() {
        TaskHandle<String> handle = engine.task(LifeTasks::ignored).delay();

        assertThat(handle.get(SOON)).isNull();
        assertThat(handle.successful()).isTrue();
    }

    @Test
    void aHandlerMayReturnAStage() throws Exception {
        CompletionStage<String> result = engine.task(LifeTasks::later).delay().get(SOON);

        assertThat(result.toCompletableFuture().get()).isEqualTo("later");
    }

    @Test
    void aChildInheritsTheRootAndIsListedWithItsParent() {
        TaskHandle<Integer> parent = engine.task(LifeTasks::add).delay(1, 1);
        parent.get(SOON);
        TaskHandle<String> child = engine.task(LifeTasks::child)
                .applyAsync(TaskOptions.none().parentId(parent.id()).headers(Map.of("tenant", "a")));

        assertThat(child.get(SOON)).isEqualTo(parent.id() + " " + parent.id() + " {tenant=a}");
        assertThat(parent.children()).extracting(TaskHandle::id).containsExactly(child.id());
        assertThat(child.parent()).get().extracting(TaskHandle::id).isEqualTo(parent.id());
    }

    @Test
    void aCallbackGetsTheResult() throws Exception {
        CompletableFuture<Integer> told = new CompletableFuture<>();
        engine.task(LifeTasks::add).delay(20, 22).then(told::complete);

        assertThat(told.get()).isEqualTo(42);
    }

    @Test
    void aResultThatIsNotThereInTimeIsATimeoutAndTheTaskGoesOn() throws Exception {
        TaskHandle<String> handle = engine.task(LifeTasks::gated).delay("x");
        tasks.gate.awaitEntered();

        assertThatThrownBy(() -> handle.get(Duration.ofMillis(50))).isInstanceOf(ResultTimeoutException.class);
        assertThat(handle.wait(Duration.ofMillis(1))).isFalse();
        tasks.gate.open();
        assertThat(handle.wait(SOON)).isTrue();
    }
}
