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
 */
public record TaskFilter(
        String state,
        String name,
        String queue,
        String rootId,
        Map<String, String> headers,
        Instant since,
        Instant until) {
    /** Every task. */
    public static final TaskFilter ALL = new TaskFilter(null, null, null, null, Map.of(), null, null);
}
