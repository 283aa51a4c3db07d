package io.talkoo.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.benchmark.ClosedLoop.Call;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
    private static final Duration BRIEF = Duration.ofMillis(50);

    @Test
    void aCallThatFailsEndsTheMeasurement() {
        CompletionStage<Void> failed = CompletableFuture.failedFuture(new IllegalStateException("refused"));
        assertThatThrownBy(() -> run(3, () -> new Call(1, failed, failed))).hasRootCauseMessage("refused");
    }

    @Test
    void allThatWasInFlightHasEndedAtTheEnd() throws Exception {
        AtomicInteger open = new AtomicInteger();
        run(4, () -> {
            open.incrementAndGet();
            CompletableFuture<Void> ended = CompletableFuture.runAsync(open::decrementAndGet);
            return new Call(1, ended, ended);
        });
        assertThat(open).hasValue(0);
    }

    private static void run(int inFlight, Supplier<Call> calls) throws Exception {
        new ClosedLoop(progress -> {}, calls).run(inFlight, BRIEF, BRIEF);
    }
}
