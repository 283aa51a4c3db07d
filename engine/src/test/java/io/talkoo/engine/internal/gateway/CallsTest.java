package io.talkoo.engine.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.task.TaskReply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CallsTest {
    private static final long CALL = 7;

    /** Nothing is sent to it here, so there are no receivers. */
    private final Calls calls = new Calls(null, 0, 0);

    private final List<String> said = new ArrayList<>();

    /** How a call is repeated that is dropped in that very moment. */
    private Repetition dropped() {
        return new Repetition(
                call -> {
                    calls.drop(call);
                    said.add("again " + call);
                },
                call -> said.add("take back " + call));
    }

    private Repetition kept() {
        return new Repetition(call -> said.add("again " + call), call -> said.add("take back " + call));
    }

    @Test
    void whoWaitsAsksAgainWhereItsEntityEnds() {
        CompletableFuture<TaskReply> reply = calls.expect(CALL, kept());
        calls.deliver(new TaskReply.Interrupted(CALL));
        calls.repeat();

        assertThat(said).containsExactly("again 7", "again 7");
        assertThat(reply).isNotDone();
        assertThat(calls.size()).isEqualTo(1);
    }

    @Test
    void aWaitThatIsDroppedWhileItIsRepeatedIsTakenBack() {
        calls.expect(CALL, dropped());
        calls.deliver(new TaskReply.Interrupted(CALL));

        assertThat(said).containsExactly("again 7", "take back 7");
    }

    @Test
    void aWatchThatIsDroppedWhileItIsRepeatedIsTakenBack() {
        calls.expectChanges(CALL, changed -> {}, refused -> {}, dropped());
        calls.deliver(new TaskReply.Interrupted(CALL));
        calls.expectChanges(CALL + 1, changed -> {}, refused -> {}, dropped());
        calls.repeat();

        assertThat(said).containsExactly("again 7", "take back 7", "again 8", "take back 8");
        assertThat(calls.size()).isZero();
    }
}
