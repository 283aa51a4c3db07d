package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneNodeTest {
    static class MathTasks {
        @Task
        int add(int a, int b) {
            return a + b;
        }
    }

    @Test
    void aTaskRunsAndItsResultComesBack(@TempDir Path directory) {
        try (TaskEngine engine = TaskEngine.builder()
                .tasks(new MathTasks())
                .dataDirectory(directory)
                .start()) {
            TaskHandle<Integer> sum = engine.task(MathTasks::add).delay(5, 10);
            assertThat(sum.get(Duration.ofSeconds(5))).isEqualTo(15);
        }
    }
}
