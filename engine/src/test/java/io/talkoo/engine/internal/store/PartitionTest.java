package io.talkoo.engine.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PartitionTest {
    @Test
    void aTaskStaysInThePartitionItsRowWasWrittenWith() {
        assertThat(Partition.of("0193a0b4-5c00-7000-8000-000000000001", 64)).isEqualTo(50);
        assertThat(Partition.of("0193a0b4-5c00-7000-8000-000000000002", 64)).isEqualTo(3);
        assertThat(Partition.of("0193a0b4-5c00-7000-8000-000000000003", 10)).isEqualTo(5);
    }

    @Test
    void idsMadeOneAfterAnotherSpreadEvenly() {
        int[] tasks = new int[64];
        for (int i = 0; i < 64_000; i++) {
            tasks[Partition.of("0193a0b4-5c00-7000-8000-%012x".formatted(i), 64)]++;
        }

        assertThat(Arrays.stream(tasks).boxed()).allMatch(count -> count > 700 && count < 1300);
    }

    @Test
    void randomIdsSpreadEvenly() {
        Random random = new Random(42);
        int[] tasks = new int[64];
        for (int i = 0; i < 64_000; i++) {
            tasks[Partition.of(new UUID(random.nextLong(), random.nextLong()).toString(), 64)]++;
        }

        assertThat(Arrays.stream(tasks).boxed()).allMatch(count -> count > 800 && count < 1200);
    }
}
