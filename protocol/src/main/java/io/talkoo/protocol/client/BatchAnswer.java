package io.talkoo.protocol.client;

import io.talkoo.protocol.Problem;
import io.talkoo.protocol.TalkooException;

/**
 * What became of one task of a batch. Immutable.
 *
 * @param id of the task; null where it was refused
 * @param state the task's; null where it was refused
 * @param error why it was refused; else null
 */
public record BatchAnswer(String id, String state, Problem error) {
    /** The task's id. Throws {@link TalkooException}, as a submit of it alone would have, if it was refused. */
    public String orThrow() {
        if (error != null) {
            throw Bodies.of(error);
        }
        return id;
    }
}
