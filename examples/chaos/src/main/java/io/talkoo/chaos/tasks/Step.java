package io.talkoo.chaos.tasks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.protocol.Canvas;

/**
 * What a step of a workflow is to do. Its result tells which step it is and what it got, so that the result of a workflow
 * tells all that happened on the way.
 *
 * @param key unique among all steps
 * @param millis how long it takes
 * @param does null to succeed
 * @param with what replaces it; null unless it is replaced
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Step(String key, int millis, Does does, Canvas with) {
    /** How a step ends other than well. */
    public enum Does {
        FAIL,
        /** Fails once, and is retried. */
        FAIL_ONCE,
        REPLACE
    }

    /** @param input null for none */
    public String result(JsonNode input) {
        return key
                + (input == null
                        ? ""
                        : "(" + Integer.toHexString(input.toString().hashCode()) + ")");
    }

    /** The result for one of the items that it works through. */
    public String result(int item) {
        return key + "." + item;
    }
}
