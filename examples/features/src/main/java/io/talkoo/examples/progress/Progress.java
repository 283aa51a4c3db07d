package io.talkoo.examples.progress;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskHandle;
import java.time.Duration;

/** A task that tells how far it is, and a caller that looks every now and then. */
public final class Progress {
    /** What the task shows of itself; any object that Jackson can write will do. */
    record Step(int current, int total) {}

    static class ImportTasks {
        @Task
        String importRows(TaskContext task, int total) throws InterruptedException {
            for (int row = 1; row <= total; row++) {
                Thread.sleep(100); // the work
                task.updateState("PROGRESS", new Step(row, total));
            }
            return total + " rows imported";
        }
    }

    private Progress() {}

    public static void main(String[] args) {
        try (TaskEngine engine = TaskEngine.builder().tasks(new ImportTasks()).start()) {
            TaskHandle<String> rows = engine.task(ImportTasks::importRows).delay(20);
            while (!rows.wait(Duration.ofMillis(250))) {
                print(rows.info());
            }
            System.out.println(rows.result());
        }
    }

    private static void print(JsonNode info) {
        // It is the result once the task has ended, which may be since the last wait.
        if (info != null && info.has("current")) {
            System.out.println("row " + info.get("current") + " of " + info.get("total"));
        }
    }
}
