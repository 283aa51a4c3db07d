package io.talkoo.protocol;

import java.time.Instant;

/**
 * Tasks of one name that failed of one type of error.
 *
 * @param errorType as {@link TaskError#type} tells it
 * @param name of the task
 * @param lastAt when the last of them failed
 * @param lastId the task that failed last
 */
public record FailureGroup(String errorType, String name, long count, Instant lastAt, String lastId) {}
