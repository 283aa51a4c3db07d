package io.talkoo.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import io.talkoo.protocol.Json;
import java.util.Map;

/** Tasks that show script wherever a task can show anything: one that a node runs, one for a worker in another language. */
final class DashboardTasks {
    static final String SCRIPT = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>";

    /** For where a text stands in an attribute. */
    static final String QUOTED = "\"><script>window.hacked=1</script><img src=x onerror=\"window.hacked=1\">";

    @Task(name = SCRIPT)
    JsonNode evil(TaskContext task, JsonNode value) {
        task.updateState("PROGRESS", Map.of("current", SCRIPT, "note", SCRIPT));
        return value;
    }

    /** The submit of a task with script in its arguments and headers. */
    static ObjectNode request(String name) {
        ObjectNode request = object().put("name", name);
        request.putArray("args").add(object().put(SCRIPT, QUOTED));
        request.putObject("headers").put(QUOTED, SCRIPT);
        return request;
    }

    /** A task that only {@link #registration} runs. */
    static ObjectNode remote() {
        ObjectNode request = request(QUOTED);
        request.putObject("kwargs").put(SCRIPT, QUOTED);
        return request;
    }

    static String registration() {
        ObjectNode worker = object().put("name", SCRIPT);
        worker.putArray("tasks").addObject().put("name", QUOTED).put("queue", "default");
        return worker.toString();
    }

    static String failure() {
        ObjectNode failure = object().put("retry", false);
        failure.putObject("error").put("type", QUOTED).put("message", SCRIPT).put("traceback", QUOTED + "\n" + SCRIPT);
        return failure.toString();
    }

    static String progress() {
        ObjectNode progress = object().put("state", "PROGRESS");
        progress.putObject("meta").put("current", SCRIPT).put("percent", QUOTED).put(SCRIPT, QUOTED);
        return progress.toString();
    }

    /** A task of the node, one that fails at the worker, and one that cannot run because of it. */
    static String workflow() {
        ObjectNode workflow = object();
        var steps = workflow.putArray("chain");
        steps.addObject().set("task", request(SCRIPT));
        steps.addObject().set("task", remote());
        steps.addObject().set("task", request(SCRIPT).put("immutable", true));
        return workflow.toString();
    }

    static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }
}
