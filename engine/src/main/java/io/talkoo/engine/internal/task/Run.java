package io.talkoo.engine.internal.task;

import java.time.Instant;

/**
 * One run of a task on a worker.
 *
 * @param token fences it: the revision the task's row had when the run was given out. Whatever changes who may run a
 *     task writes its row, so two runs never share a token, and the higher one is the later one.
 */
public record Run(long token, Instant startedAt, String worker) {}
