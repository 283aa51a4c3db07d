package io.talkoo.engine.internal.run;

import io.talkoo.engine.TaskDeclaration;
import io.talkoo.engine.TaskLimits;
import io.talkoo.protocol.RetryOverrides;
import io.talkoo.protocol.TaskRequests;
import java.time.Duration;
import java.util.List;

/** What a task may not say about itself. */
final class Rules {
    private static final int LONGEST_NAME = 255;

    private final List<String> problems;
    private final String origin;

    /** @param problems where a sentence is added for each fault */
    Rules(String origin, List<String> problems) {
        this.origin = origin;
        this.problems = problems;
    }

    void check(TaskDeclaration declared) {
        String name = declared.name();
        require(!name.isBlank() && name.length() <= LONGEST_NAME, "name: expected 1 to 255 characters, got", name);
        String queue = declared.queue();
        require(
                queue == null || TaskRequests.isQueueName(queue),
                "queue: expected " + TaskRequests.QUEUE_NAME + ", got",
                queue);
        Integer priority = declared.priority();
        require(priority == null || (priority >= 0 && priority <= 9), "priority: expected 0 to 9, got", priority);
        check(declared.retry());
        positive("timeLimit", declared.timeLimit());
        positive("softTimeLimit", declared.softTimeLimit());
        positive("resultExpires", declared.resultExpires());
        require(
                declared.timeLimit() == null
                        || declared.softTimeLimit() == null
                        || declared.softTimeLimit().compareTo(declared.timeLimit()) <= 0,
                "softTimeLimit: expected at most the timeLimit, got",
                declared.softTimeLimit());
        check(declared.limits());
    }

    private void check(TaskLimits limits) {
        atLeastOne("maxConcurrency", limits.maxConcurrency());
        atLeastOne("keyMaxConcurrency", limits.keyMaxConcurrency());
        boolean limitsKeys = limits.keyRateLimit() != null || limits.keyMaxConcurrency() != null;
        require(
                limits.limitKey() == null || limitsKeys,
                "limitKey: expected a keyRateLimit or a keyMaxConcurrency with it, got neither with",
                limits.limitKey());
        require(
                limits.limitKey() != null || !limitsKeys,
                "limitKey: expected with a keyRateLimit or a keyMaxConcurrency, got",
                "none");
    }

    private void atLeastOne(String attribute, Integer value) {
        require(value == null || value >= 1, attribute + ": expected 1 or more, got", value);
    }

    private void check(RetryOverrides retry) {
        Integer max = retry.maxRetries();
        require(max == null || max >= -1, "maxRetries: expected -1 (without end), 0 or more, got", max);
        notNegative("retryDelay", retry.delay());
        notNegative("retryMaxDelay", retry.maxDelay());
    }

    private void positive(String attribute, Duration value) {
        require(
                value == null || (!value.isNegative() && !value.isZero()),
                attribute + ": expected more than nothing, got",
                value);
    }

    private void notNegative(String attribute, Duration value) {
        require(value == null || !value.isNegative(), attribute + ": expected no negative duration, got", value);
    }

    private void require(boolean condition, String expected, Object got) {
        if (!condition) {
            problems.add(origin + ": " + expected + " " + got);
        }
    }
}
