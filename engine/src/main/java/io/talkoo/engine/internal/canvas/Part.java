package io.talkoo.engine.internal.canvas;

import io.talkoo.protocol.Canvas;
import java.util.List;

/**
 * A canvas laid out: where it begins, where it ends, and how it looks.
 *
 * @param heads the rows that take what comes before
 * @param ends the rows whose results are its own
 * @param groupId id of the group whose members the ends are; null if it ends with one row
 * @param answering the rows whose failure is told to the canvas's {@code linkError}
 */
record Part(List<Draft> heads, List<Draft> ends, String groupId, List<Draft> answering, Tree tree) {
    /** Whether its result is the list of what its ends bring. */
    boolean many() {
        return groupId != null;
    }

    /** Whether its result is a group's list, an empty one's too: what follows it is a chord's body. */
    boolean isList() {
        return many() || end().isGroup();
    }

    /** @param linkError null for none */
    void tell(List<Canvas> linkError) {
        if (linkError != null) {
            answering.forEach(row -> row.linkError.addAll(linkError));
        }
    }

    /** The one row it ends with. */
    Draft end() {
        return ends.get(0);
    }
}
