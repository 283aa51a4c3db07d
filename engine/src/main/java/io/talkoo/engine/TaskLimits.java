package io.talkoo.engine;

import io.talkoo.protocol.RateLimit;

/**
 * The limits a task type declares, which hold across the cluster, and by what its tasks are told apart. Null is none. Immutable.
 *
 * @param rateLimit starts in a time, of all its tasks together
 * @param maxConcurrency runs at once, of all its tasks together; from 1
 * @param limitKey where the key is found whose tasks have limits of their own: the name of a parameter, {@code
 *     "parameter.field"} within it, or {@code "header:name"}
 * @param keyRateLimit starts in a time, of the tasks with the same limit key
 * @param keyMaxConcurrency runs at once, of the tasks with the same limit key; from 1
 * @param fairKey where the key is found by which its queue is shared out fairly; written as the limit key
 */
public record TaskLimits(
        RateLimit rateLimit,
        Integer maxConcurrency,
        String limitKey,
        RateLimit keyRateLimit,
        Integer keyMaxConcurrency,
        String fairKey) {
    public static final TaskLimits NONE = new TaskLimits(null, null, null, null, null, null);

    /** The same with at most so many starts, {@code "10/s"}, {@code "10/m"} or {@code "100/h"}. */
    public TaskLimits rate(String limit) {
        RateLimit rate = RateLimit.parse(limit);
        return new TaskLimits(rate, maxConcurrency, limitKey, keyRateLimit, keyMaxConcurrency, fairKey);
    }

    /** The same with at most so many runs at once. */
    public TaskLimits concurrency(int most) {
        return new TaskLimits(rateLimit, most, limitKey, keyRateLimit, keyMaxConcurrency, fairKey);
    }

    /** The same with at most so many starts of the tasks with the same {@code key}. */
    public TaskLimits ratePerKey(String key, String limit) {
        RateLimit rate = RateLimit.parse(limit);
        return new TaskLimits(rateLimit, maxConcurrency, key, rate, keyMaxConcurrency, fairKey);
    }

    /** The same with at most so many runs at once of the tasks with the same {@code key}. */
    public TaskLimits concurrencyPerKey(String key, int most) {
        return new TaskLimits(rateLimit, maxConcurrency, key, keyRateLimit, most, fairKey);
    }

    /** The same, sharing its queue fairly between keys. */
    public TaskLimits fairBy(String key) {
        return new TaskLimits(rateLimit, maxConcurrency, limitKey, keyRateLimit, keyMaxConcurrency, key);
    }
}
