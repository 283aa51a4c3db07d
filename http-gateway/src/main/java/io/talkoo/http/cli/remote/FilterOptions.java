package io.talkoo.http.cli.remote;

import io.talkoo.protocol.TaskFilter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which tasks are meant. */
final class FilterOptions {
    @Option(names = "--state", paramLabel = "STATE", description = "in this state, such as FAILURE")
    private String state;

    @Option(names = "--name", paramLabel = "TASK", description = "of this task type")
    private String name;

    @Option(names = "--queue", paramLabel = "QUEUE", description = "of this queue")
    private String queue;

    @Option(names = "--root", paramLabel = "ID", description = "of the workflow that began with this task")
    private String root;

    @Option(names = "--header", paramLabel = "NAME=TEXT", description = "with this header; repeatable")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(names = "--error-type", paramLabel = "TYPE", description = "failed of this type of error")
    private String errorType;

    TaskFilter filter() {
        return new TaskFilter(state, name, queue, root, headers, null, null, errorType);
    }

    /** What was given, for people. */
    String words() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("state", state);
        given.put("name", name);
        given.put("queue", queue);
        given.put("root", root);
        given.put("headers", headers.isEmpty() ? null : headers);
        given.put("error type", errorType);
        given.values().removeIf(value -> value == null);
        return Plain.line(given.toString());
    }
}
