package io.talkoo.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResumptionTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void aTaskThatHadToWaitForTheFailoverIsResumed() {
        Resumption resumption = Resumption.after(
                10 * SECOND, List.of(task(9, 22), task(11, 24), task(12, 12), task(23, 23), task(1, 9)));
        assertThat(resumption).isEqualTo(new Resumption(2, 12, 14));
    }

    @Test
    void nothingIsResumedWhereNothingHadToWait() {
        assertThat(Resumption.after(10 * SECOND, List.of(task(11, 11)))).isEqualTo(new Resumption(0, 0, 0));
    }

    private static ServedTask task(long acceptedSecond, long startSecond) {
        long start = startSecond * SECOND;
        return new ServedTask(acceptedSecond * SECOND, new Span("node-1", start, start + SECOND));
    }
}
