package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A worker in any language offers itself, as the contract words it. {@code null} means absent; {@code name} and
 * {@code tasks} are required.
 *
 * @param name as statuses call it; need not be unique
 * @param queues it takes tasks from; null is those of its task types
 * @param tasks what it can run
 * @param concurrency how many runs it holds at most; null is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkerRequest(String name, List<String> queues, List<WorkerTask> tasks, Integer concurrency) {}
