package io.talkoo.engine.internal.task;

import io.talkoo.protocol.JsonBytes;
import java.util.List;

/**
 * A canvas as rows to be stored together.
 *
 * @param rows the first tells whether the same workflow is there already
 * @param resultId the row whose result is the workflow's
 * @param tree what {@code canvas.Tree} is written as
 */
public record Workflow(List<TaskRecord> rows, String resultId, JsonBytes tree) {}
