package io.talkoo.examples.quickstart;

import io.talkoo.engine.Task;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskHandle;
import java.time.Duration;

public class QuickStart {
    static class MathTasks {
        @Task
        int add(int a, int b) {
            return a + b;
        }
    }

    public static void main(String[] args) {
        try (TaskEngine engine = TaskEngine.builder().tasks(new MathTasks()).start()) {
            TaskHandle<Integer> sum = engine.task(MathTasks::add).delay(5, 10);
            System.out.println("5 + 10 = " + sum.get(Duration.ofSeconds(5)));
        }
    }
}
