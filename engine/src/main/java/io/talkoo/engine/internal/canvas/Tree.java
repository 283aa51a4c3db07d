package io.talkoo.engine.internal.canvas;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;

/**
 * A workflow as it was written, to be shown with its states later. Kept with the row of its result. Immutable.
 *
 * @param id of a task or a group; null of a chain and a chord, which are what their last child is
 * @param name of a task; else null
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Tree(Kind kind, String id, String name, List<Tree> children) {
    public enum Kind {
        TASK,
        CHAIN,
        GROUP,
        CHORD
    }

    public Tree {
        children = children == null ? List.of() : children;
    }

    public static Tree task(String id, String name) {
        return new Tree(Kind.TASK, id, name, null);
    }

    static Tree group(String id, List<Tree> members) {
        return new Tree(Kind.GROUP, id, null, members);
    }

    /** The row whose result is its own. */
    public String resultId() {
        return id == null ? last().resultId() : id;
    }

    private Tree last() {
        return children.get(children.size() - 1);
    }

    /** This and {@code next} behind it: a group becomes the header of a chord, whose body takes all that follows. */
    Tree then(Tree next) {
        if (next.kind == Kind.CHAIN) {
            Tree all = this;
            for (Tree step : next.children) {
                all = all.then(step);
            }
            return all;
        }
        return switch (kind) {
            case TASK -> new Tree(Kind.CHAIN, null, null, List.of(this, next));
            case GROUP -> new Tree(Kind.CHORD, null, null, with(children, next));
            case CHORD -> withLast(last().then(next));
            case CHAIN ->
                last().kind == Kind.TASK
                        ? new Tree(Kind.CHAIN, null, null, with(children, next))
                        : withLast(last().then(next));
        };
    }

    private Tree withLast(Tree changed) {
        return new Tree(kind, id, name, with(children.subList(0, children.size() - 1), changed));
    }

    private static List<Tree> with(List<Tree> trees, Tree last) {
        List<Tree> all = new ArrayList<>(trees);
        all.add(last);
        return all;
    }
}
