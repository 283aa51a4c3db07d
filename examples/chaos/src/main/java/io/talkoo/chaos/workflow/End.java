package io.talkoo.chaos.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** How a part of a workflow ends. */
sealed interface End {
    record Value(JsonNode value) implements End {}

    /** @param causes keys of the steps that failed, any of which may have been the first */
    record Failed(Set<String> causes) implements End {}
}
