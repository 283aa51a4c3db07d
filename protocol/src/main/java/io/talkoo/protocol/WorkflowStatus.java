package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A workflow as it is seen from outside.
 *
 * @param id of its result: of the last task of a chain, of the body of a chord, of the group itself
 * @param state that of its result once it is ready; before that PENDING or, as soon as a task of it has begun, STARTED
 * @param successful null until ready
 * @param result null until it is there
 * @param error why it failed or was revoked; else null
 * @param counts of the tasks written, a map as one
 */
public record WorkflowStatus(
        String id,
        String state,
        boolean ready,
        Boolean successful,
        JsonBytes result,
        TaskError error,
        Counts counts,
        Node root) {
    /** How many tasks are in which state; waiting for a retry counts as pending, a state of the task's own as started. */
    public record Counts(int pending, int started, int success, int failure, int revoked) {}

    /**
     * @param kind {@code task}, {@code chain}, {@code group} or {@code chord}; the last child of a chord is its body
     * @param name of a task; else null
     */
    public record Node(
            String kind,
            String id,
            @JsonInclude(JsonInclude.Include.NON_NULL) String name,
            String state,
            List<Node> children) {}
}
