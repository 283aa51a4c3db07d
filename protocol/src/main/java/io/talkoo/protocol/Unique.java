package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Of the tasks of one name and key there is one at a time: who submits another is answered with the first.
 *
 * @param key 1 to 255 characters
 * @param until how long the first one has the key; null is until it is ready
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Unique(String key, UniqueUntil until) {
    public Unique {
        until = until == null ? UniqueUntil.READY : until;
    }
}
