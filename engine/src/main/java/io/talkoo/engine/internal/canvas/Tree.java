package io.talkoo.engine.internal.canvas;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A workflow as it was written, to be shown with its states later. Kept with the row of its result. Immutable.
 *
 * @param id of a task or a group; null of a chain and a chord, which are what their last child is
 * @param name of a task; else null
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Tree(Kind kind, String id, String name, List<Tree> children) {
    /** With two levels of JSON for each, well below what is read. */
    private static final int DEEPEST = 200;

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

    /**
     * One behind the other: a group becomes the header of a chord, whose body is all that follows. Throws
     * {@link TalkooException} (INVALID) when that nests too deep to be shown.
     */
    static Tree chain(List<Tree> steps) {
        Deque<Tree> left = new ArrayDeque<>();
        steps.forEach(step -> addSteps(step, left));
        return chain(left, 1);
    }

    private static void addSteps(Tree step, Deque<Tree> into) {
        if (step.kind == Kind.CHAIN) {
            into.addAll(step.children);
        } else {
            into.add(step);
        }
    }

    private static Tree chain(Deque<Tree> left, int depth) {
        List<Tree> steps = new ArrayList<>();
        while (!left.isEmpty()) {
            steps.add(step(left, depth));
        }
        return steps.size() == 1 ? steps.get(0) : new Tree(Kind.CHAIN, null, null, steps);
    }

    private static Tree step(Deque<Tree> left, int depth) {
        Tree step = left.poll();
        if (left.isEmpty() || step.kind == Kind.TASK) {
            return step;
        }
        if (depth == DEEPEST) {
            throw new TalkooException(
                    ProblemType.INVALID,
                    "expected at most " + DEEPEST + " groups behind each other in one chain; submit it in parts");
        }
        List<Tree> chord = new ArrayList<>(step.children);
        if (step.kind == Kind.CHORD) {
            Deque<Tree> body = new ArrayDeque<>();
            addSteps(chord.remove(chord.size() - 1), body);
            body.addAll(left);
            left.clear();
            left.addAll(body);
        }
        chord.add(chain(left, depth + 1));
        return new Tree(Kind.CHORD, null, null, chord);
    }
}
