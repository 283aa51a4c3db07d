package io.talkoo.protocol;

import java.time.Instant;
import java.util.Map;

/**
 * Which tasks a list holds; null (and an empty map) means any.
 *
 * @param state a built-in state or a custom word
 * @param headers all of these have to be equal
 * @param since created at or after
 * @param until created before
 * @param errorType failed of an error of this type, as {@link TaskError#type} tells it
 */
public record TaskFilter(
        String state,
        String name,
        String queue,
        String rootId,
        Map<String, String> headers,
        Instant since,
        Instant until,
        String errorType) {
    /** Every task. */
    public static final TaskFilter ALL = new TaskFilter(null, null, null, null, Map.of(), null, null, null);

    public TaskFilter withState(String only) {
        return new TaskFilter(only, name, queue, rootId, headers, since, until, errorType);
    }

    public TaskFilter withName(String only) {
        return new TaskFilter(state, only, queue, rootId, headers, since, until, errorType);
    }

    public TaskFilter withQueue(String only) {
        return new TaskFilter(state, name, only, rootId, headers, since, until, errorType);
    }

    public TaskFilter withRootId(String only) {
        return new TaskFilter(state, name, queue, only, headers, since, until, errorType);
    }

    public TaskFilter withHeaders(Map<String, String> all) {
        return new TaskFilter(state, name, queue, rootId, Map.copyOf(all), since, until, errorType);
    }

    public TaskFilter withUntil(Instant created) {
        return new TaskFilter(state, name, queue, rootId, headers, since, created, errorType);
    }

    public TaskFilter withErrorType(String only) {
        return new TaskFilter(state, name, queue, rootId, headers, since, until, only);
    }

    /** Whether every task passes. */
    public boolean isEmpty() {
        return equals(ALL);
    }
}
