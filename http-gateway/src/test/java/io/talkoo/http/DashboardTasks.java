package io.talkoo.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import java.util.Map;

/** A task that shows script wherever a task can show anything. */
final class DashboardTasks {
    static final String SCRIPT = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>";

    @Task(name = SCRIPT)
    JsonNode evil(TaskContext task, JsonNode value) {
        task.updateState("PROGRESS", Map.of("current", SCRIPT, "note", SCRIPT));
        if (value.has("fail")) {
            throw new IllegalStateException(SCRIPT);
        }
        return value;
    }
}
