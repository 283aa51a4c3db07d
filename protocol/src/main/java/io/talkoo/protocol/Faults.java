package io.talkoo.protocol;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a body, so that all of it is said at once. Not thread-safe. */
final class Faults {
    private final String at;
    private final List<Problem.Fault> found;

    Faults() {
        this("", new ArrayList<>(0));
    }

    private Faults(String at, List<Problem.Fault> found) {
        this.at = at;
        this.found = found;
    }

    /** The same collection, for what lies below {@code pointer}. */
    Faults below(String pointer) {
        return new Faults(at + pointer, found);
    }

    void check(boolean fine, String pointer, String detail) {
        if (!fine) {
            found.add(new Problem.Fault(at + pointer, detail));
        }
    }

    void raise(ProblemType type) {
        if (!found.isEmpty()) {
            Problem.Fault first = found.get(0);
            throw new TalkooException(
                    type, first.pointer() + ": " + first.detail(), found.toArray(Problem.Fault[]::new));
        }
    }
}
