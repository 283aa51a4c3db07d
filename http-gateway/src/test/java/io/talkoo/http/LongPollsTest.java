package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LongPollsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TaskStatus asItIs = EmptyServer.status("as it is");
    private final TaskStatus ended = EmptyServer.status("ended");
    private final CompletableFuture<TaskStatus> ready = new CompletableFuture<>();
    private final Drain drain = new Drain();
    private final LongPolls<TaskStatus> polls =
            new LongPolls<>((id, atMost) -> atMost.isZero() ? CompletableFuture.completedFuture(asItIs) : ready, drain);

    private CompletableFuture<TaskStatus> poll(Duration atMost) {
        return polls.await("id", atMost).toCompletableFuture();
    }

    @Test
    void a_poll_is_answered_when_the_task_is_ready() {
        CompletableFuture<TaskStatus> poll = poll(MINUTE);
        assertThat(poll).isNotDone();

        ready.complete(ended);

        assertThat(poll).isCompletedWithValue(ended);
    }

    @Test
    void a_poll_of_no_time_is_answered_at_once() {
        assertThat(poll(Duration.ZERO)).isCompletedWithValue(asItIs);
    }

    @Test
    void a_drain_answers_the_polls_that_wait_and_those_that_come() {
        CompletableFuture<TaskStatus> before = poll(MINUTE);

        drain.begin();

        assertThat(before).isCompletedWithValue(asItIs);
        assertThat(poll(MINUTE)).isCompletedWithValue(asItIs);
    }

    @Test
    void a_failure_is_the_answer_too() {
        CompletableFuture<TaskStatus> poll = poll(MINUTE);

        ready.completeExceptionally(new IllegalStateException("gone"));

        assertThat(poll).isCompletedExceptionally();
    }
}
