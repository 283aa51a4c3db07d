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

    /**
     * The ids of its tasks in waves: all that may wait for a task are in waves before its own, and those of one wave do not
     * wait for each other.
     */
    public List<List<String>> fromItsEnd() {
        if (kind == Kind.TASK) {
            return List.of(List.of(id));
        }
        List<List<String>> waves = new ArrayList<>();
        if (kind == Kind.CHAIN) {
            for (int i = children.size() - 1; i >= 0; i--) {
                waves.addAll(children.get(i).fromItsEnd());
            }
            return waves;
        }
        boolean body = kind == Kind.CHORD;
        List<Tree> members = body ? children.subList(0, children.size() - 1) : children;
        members.forEach(member -> addEach(member.fromItsEnd(), waves));
        if (body) {
            waves.addAll(0, last().fromItsEnd());
        }
        return waves;
    }

    private static void addEach(List<List<String>> ofMember, List<List<String>> waves) {
        for (int i = 0; i < ofMember.size(); i++) {
            if (i == waves.size()) {
                waves.add(new ArrayList<>());
            }
            waves.get(i).addAll(ofMember.get(i));
        }
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
