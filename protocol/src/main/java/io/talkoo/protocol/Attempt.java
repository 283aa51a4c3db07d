package io.talkoo.protocol;

import java.time.Instant;

/**
 * One run of a task.
 *
 * @param number from 1
 * @param outcome the state it led to; null while it runs
 */
public record Attempt(
        int number, Instant startedAt, Instant finishedAt, String worker, String outcome, TaskError error) {}
