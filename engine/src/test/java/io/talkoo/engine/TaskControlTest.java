package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TaskControlTest extends LifeOnTestEngine {
    @Test
    void aWaitingTaskThatIsRevokedNeverRuns() throws Exception {
        TaskHandle<Void> blocker = engine.task(LifeTasks::block).delay();
        tasks.gate.awaitEntered();
        TaskHandle<Void> handle = engine.task(LifeTasks::note).delay("never");

        handle.revoke(false, "changed my mind");
        assertThat(handle.state()).isEqualTo("REVOKED");
        assertThat(handle.status().error().message()).isEqualTo("changed my mind");
        tasks.gate.open();
        blocker.get(SOON);
        engine.task(LifeTasks::note).delay("next").get(SOON);
        assertThat(tasks.order).containsExactly("next");
    }

    @Test
    void aRunningTaskThatIsRevokedGoesOnAndKeepsItsResult() throws Exception {
        TaskHandle<String> handle = engine.task(LifeTasks::gated).delay("kept");
        tasks.gate.awaitEntered();

        handle.revoke();
        assertThat(handle.state()).isEqualTo("STARTED");
        tasks.gate.open();
        assertThat(handle.get(SOON)).isEqualTo("kept");
    }

    @Test
    void aRunningTaskIsTerminatedAtOnceAndItsSlotComesBack() throws Exception {
        TaskHandle<Void> handle = engine.task(LifeTasks::block).delay();
        tasks.gate.awaitEntered();

        handle.revoke(true, "stop it");
        assertThat(handle.state()).isEqualTo("REVOKED");
        engine.task(LifeTasks::note).delay("next").get(SOON);
        assertThat(tasks.order).containsExactly("next");
        assertThat(handle.status().attempts()).extracting("outcome").containsExactly("REVOKED");
    }

    @Test
    void aFailedTaskRunsAgainUnderItsIdWithItsAttemptsKept() {
        TaskHandle<Void> handle = engine.task(LifeTasks::fail).delay("broken");
        test.awaitState(handle, "FAILURE");

        handle.retry();
        test.await(handle, status -> status.attempts().size() == 2 && status.ready());
        assertThat(handle.status().retries()).isZero();
    }

    @Test
    void aSuccessfulTaskCannotRunAgain() {
        TaskHandle<Integer> handle = engine.task(LifeTasks::add).delay(1, 1);
        handle.get(SOON);

        assertThatThrownBy(handle::retry)
                .satisfies(e -> assertThat(((TalkooException) e).type()).isEqualTo(ProblemType.WRONG_STATE));
    }

    @Test
    void aForgottenTaskIsGoneAndItsIdIsFree() {
        String id = UUID.randomUUID().toString();
        TaskHandle<Integer> handle =
                engine.task(LifeTasks::add).applyAsync(1, 1, TaskOptions.none().id(id));
        handle.get(SOON);

        handle.forget();
        assertThatThrownBy(handle::state).isInstanceOf(TalkooException.class);
        assertThat(engine.task(LifeTasks::add)
                        .applyAsync(2, 2, TaskOptions.none().id(id))
                        .get(SOON))
                .isEqualTo(4);
    }

    @Test
    void aTaskThatIsNotReadyCannotBeForgotten() throws Exception {
        TaskHandle<String> handle = engine.task(LifeTasks::gated).delay("x");
        tasks.gate.awaitEntered();

        assertThatThrownBy(handle::forget)
                .satisfies(e -> assertThat(((TalkooException) e).type()).isEqualTo(ProblemType.WRONG_STATE));
    }

    @Test
    void expiredResultsAreDeleted() {
        TaskHandle<Integer> handle = engine.task(LifeTasks::add).delay(1, 1);
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
