package io.talkoo.engine.internal.task;

import io.talkoo.protocol.JsonBytes;
import java.time.Instant;
import java.util.List;

/**
 * A canvas as rows to be stored together.
 *
 * @param rows the first tells whether the same workflow is there already
 * @param resultId the row whose result is the workflow's
 * @param tree what {@code canvas.Tree} is written as
 */
public record Workflow(List<TaskRecord> rows, String resultId, JsonBytes tree) {
    /** That of the row with the result, by which its tree is found. */
    public Instant createdAt() {
        return rows.stream()
                .filter(row -> row.id().equals(resultId))
                .findFirst()
                .orElseThrow()
                .spec()
                .createdAt();
    }

    /** The same as part of a trace; null leaves it as it is. */
    public Workflow traced(String context) {
        return context == null
                ? this
                : new Workflow(rows.stream().map(row -> row.traced(context)).toList(), resultId, tree);
    }
}
