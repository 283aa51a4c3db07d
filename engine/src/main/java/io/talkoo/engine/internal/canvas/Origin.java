package io.talkoo.engine.internal.canvas;

import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.JsonBytes;
import java.util.Map;

/**
 * Where a workflow comes from.
 *
 * @param parentId the task that brings it about; null if it was submitted from outside
 * @param rootId root of that task's tree; null without one
 * @param headers inherited by its tasks, whose own win
 * @param input first argument of what runs first; null for none
 * @param gathers the group whose list is that argument; else null
 * @param then the row that waits for its result; null if none does
 */
public record Origin(
        String parentId, String rootId, Map<String, String> headers, JsonBytes input, String gathers, String then) {
    /** Submitted from outside. */
    public static final Origin OUTSIDE = new Origin(null, null, Map.of(), null, null, null);

    public static Origin submittedBy(TaskSpec parent) {
        return new Origin(parent.id(), parent.rootId(), Map.of(), null, null, null);
    }

    /** Called some day with a result that is not known yet. */
    static final Origin CALLED = new Origin(null, null, Map.of(), JsonBytes.NULL, null, null);
}
