package io.talkoo.protocol;

import java.time.Duration;
import java.util.List;

/**
 * A task type with what holds for its tasks at the moment. Null is none.
 *
 * @param limitKey where the key of the limits by key is found: a parameter, a field of one, or {@code header:name}
 * @param nodes names of the nodes that can run it
 */
public record TaskTypeStatus(
        String name,
        String queue,
        RetryOverrides retry,
        Duration timeLimit,
        Duration softTimeLimit,
        RateLimit rateLimit,
        Integer maxConcurrency,
        String limitKey,
        RateLimit keyRateLimit,
        Integer keyMaxConcurrency,
        List<String> nodes) {}
