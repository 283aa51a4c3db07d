package io.talkoo.http.cli.remote;

import io.talkoo.http.cli.remote.Converters.Array;
import io.talkoo.http.cli.remote.Converters.Expiry;
import io.talkoo.http.cli.remote.Converters.Fields;
import io.talkoo.http.cli.remote.Converters.Span;
import io.talkoo.protocol.Expires;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.RetryOverrides;
import io.talkoo.protocol.TaskRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a task that is to be submitted is made of. */
final class TaskFields {
    @Option(
            names = {"-a", "--args"},
            paramLabel = "JSON",
            converter = Array.class,
            description = "positional arguments, such as '[4, 2]'")
    private JsonBytes args;

    @Option(
            names = {"-k", "--kwargs"},
            paramLabel = "JSON",
            converter = Fields.class,
            description = "named arguments, such as '{\"b\": 2}'")
    private JsonBytes kwargs;

    @Option(names = "--queue", paramLabel = "QUEUE", description = "where it waits; else the task's own queue")
    private String queue;

    @Option(names = "--priority", paramLabel = "0-9", description = "9 is served first; 5 without it")
    private Integer priority;

    @Option(
            names = "--expires",
            paramLabel = "TIME|INSTANT",
            converter = Expiry.class,
            description = "not started after, such as 10m or 2026-11-20T08:10:00Z")
    private Expires expires;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            converter = Span.class,
            description = "how long one attempt may take, such as 60s")
    private Duration timeLimit;

    @Option(
            names = "--soft-time-limit",
            paramLabel = "TIME",
            converter = Span.class,
            description = "when an attempt is asked to end, such as 45s")
    private Duration softTimeLimit;

    @Option(names = "--max-retries", paramLabel = "N", description = "retries after the first attempt; -1 is no end")
    private Integer maxRetries;

    @Option(
            names = "--retry-delay",
            paramLabel = "TIME",
            converter = Span.class,
            description = "before the first retry, such as 10s")
    private Duration retryDelay;

    @Option(names = "--header", paramLabel = "NAME=TEXT", description = "handed to the task; repeatable")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(names = "--ignore-result", description = "drop what the task returns")
    private boolean ignoresResult;

    @Option(names = "--fair-key", paramLabel = "KEY", description = "tasks of different keys take turns")
    private String fairKey;

    /** The beginnings of a request; what was not given is left to the node. */
    TaskRequest.Builder named(String name) {
        TaskRequest.Builder task = TaskRequest.named(name)
                .args(args)
                .kwargs(kwargs)
                .queue(queue)
                .expires(expires)
                .timeLimit(timeLimit)
                .softTimeLimit(softTimeLimit)
                .headers(headers.isEmpty() ? null : headers)
                .fairKey(fairKey);
        if (priority != null) {
            task.priority(priority);
        }
        if (ignoresResult) {
            task.ignoreResult(true);
        }
        if (maxRetries != null || retryDelay != null) {
            task.retry(new RetryOverrides(maxRetries, retryDelay, null, null, null));
        }
        return task;
    }
}
