package io.talkoo.engine.internal.run;

import io.talkoo.protocol.JsonBytes;
import java.util.List;

/** How a task's arguments come out of JSON. */
sealed interface Arguments permits Parameters, RecordInput {
    /**
     * The values to call the task with, in the order of its parameters. Throws
     * {@link io.talkoo.protocol.TalkooException} (BAD_ARGUMENTS), with a pointer to the place, when they do not fit.
     *
     * @param args a JSON array
     * @param kwargs a JSON object
     */
    Object[] bind(JsonBytes args, JsonBytes kwargs);

    /** The parameters' names, in order. */
    List<String> names();

    /** Throws as {@link #bind} does if these do not fit behind a first argument that is not known yet. */
    void checkBehindInput(JsonBytes args, JsonBytes kwargs);
}
