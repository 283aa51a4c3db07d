package io.talkoo.engine.internal.canvas;

import io.talkoo.engine.internal.task.Flow;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Lays a canvas out as rows that wait for each other. A row stands for a task, or for a group whose list somebody needs as
 * one value. Pure but for the ids it is given; of one canvas, not thread-safe.
 */
final class Layout {
    private final Supplier<String> ids;
    private final int mostRows;

    /** Every row, in no order but that the first one has the first of the ids. */
    final List<Draft> rows = new ArrayList<>();

    /** What it calls when something has ended, by its place. */
    final Map<String, Canvas> called = new LinkedHashMap<>();

    /** @param mostRows of a larger canvas nothing is laid out */
    Layout(Supplier<String> ids, int mostRows) {
        this.ids = ids;
        this.mostRows = mostRows;
    }

    Part lay(Canvas canvas, String pointer) {
        Part part = content(canvas, pointer);
        addCalled(canvas.link(), canvas.linkError(), pointer);
        return callbacks(part, canvas);
    }

    private void addCalled(List<Canvas> link, List<Canvas> linkError, String pointer) {
        addCalled(link, pointer + "/link/");
        addCalled(linkError, pointer + "/linkError/");
    }

    private void addCalled(List<Canvas> callbacks, String pointer) {
        for (int i = 0; callbacks != null && i < callbacks.size(); i++) {
            called.put(pointer + i, callbacks.get(i));
        }
    }

    private Part content(Canvas canvas, String pointer) {
        if (canvas.task() != null) {
            return task(canvas.task(), null, pointer + "/task");
        }
        if (canvas.chain() != null) {
            return chain(canvas.chain(), pointer + "/chain");
        }
        if (canvas.group() != null) {
            return group(canvas.group(), pointer + "/group");
        }
        if (canvas.chord() != null) {
            return chord(canvas.chord(), pointer + "/chord");
        }
        if (canvas.chunks() != null) {
            return chunks(canvas.chunks(), pointer + "/chunks/task");
        }
        boolean star = canvas.starmap() != null;
        Canvas.Items items = star ? canvas.starmap() : canvas.map();
        return task(items.task(), new Flow.Map(items.items(), star), pointer + (star ? "/starmap" : "/map") + "/task");
    }

    private Draft row(TaskRequest request, String pointer) {
        if (rows.size() == mostRows) {
            throw new TalkooException(
                    ProblemType.INVALID, "expected a workflow of at most " + mostRows + " tasks; submit it in parts");
        }
        Draft row = new Draft(ids.get(), request, pointer);
        rows.add(row);
        return row;
    }

    private Part task(TaskRequest request, Flow.Map map, String pointer) {
        Draft row = row(request, pointer);
        row.map = map;
        if (request.link() != null) {
            row.link.addAll(request.link());
        }
        if (request.linkError() != null) {
            row.linkError.addAll(request.linkError());
        }
        addCalled(request.link(), request.linkError(), pointer);
        List<Draft> alone = List.of(row);
        return new Part(alone, alone, null, alone, Tree.task(row.id, request.name()));
    }

    private Part chunks(Canvas.Chunks chunks, String pointer) {
        List<Part> members = new ArrayList<>();
        List<JsonBytes> items = chunks.items();
        for (int from = 0; from < items.size(); from += chunks.size()) {
            int to = (int) Math.min(items.size(), (long) from + chunks.size());
            members.add(task(chunks.task(), new Flow.Map(items.subList(from, to), true), pointer));
        }
        return grouped(members);
    }

    private Part chain(List<Canvas> steps, String pointer) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            parts.add(lay(steps.get(i), pointer + "/" + i));
        }
        return joined(parts);
    }

    private Part chord(Canvas.Chord chord, String pointer) {
        Part header = group(chord.header(), pointer + "/header");
        return joined(List.of(header, lay(chord.body(), pointer + "/body")));
    }

    /** Each with what the one before brings. */
    private Part joined(List<Part> parts) {
        Part last = parts.get(0);
        List<Draft> answering = new ArrayList<>(last.answering());
        for (Part next : parts.subList(1, parts.size())) {
            join(last, next);
            if (last.isList()) {
                // What follows a group speaks for it.
                next.heads().get(0).answersForHeader = true;
                answering.clear();
                answering.addAll(next.answering().isEmpty() ? next.heads() : next.answering());
            } else {
                if (next.answering().stream().anyMatch(row -> row.answersForHeader)) {
                    // It speaks for all before its header as well, and would be heard twice.
                    answering.clear();
                }
                answering.addAll(next.answering());
            }
            last = next;
        }
        Tree tree = Tree.chain(parts.stream().map(Part::tree).toList());
        return new Part(parts.get(0).heads(), last.ends(), last.groupId(), answering, tree);
    }

    private void join(Part sooner, Part later) {
        String parent = sooner.many() ? sooner.groupId() : sooner.end().id;
        later.heads().forEach(head -> head.parentId = parent);
        connect(sooner, later.heads());
    }

    private void connect(Part sooner, List<Draft> heads) {
        boolean direct = heads.size() == 1 && !heads.get(0).isGroup();
        if (sooner.many() && direct) {
            heads.get(0).gather(sooner.ends());
        } else {
            Draft end = sooner.many() ? whole(sooner) : sooner.end();
            for (Draft head : heads) {
                end.before(head);
                if (end.isGroup() && !head.isGroup()) {
                    head.gathers = end;
                    end.joins = end.joins == null ? head : end.joins;
                }
            }
        }
    }

    /** The row that stands for the list of a group. */
    private Draft whole(Part group) {
        Draft whole = new Draft(group.groupId(), null, null);
        rows.add(whole);
        whole.gather(group.ends());
        return whole;
    }

    private Part group(List<Canvas> written, String pointer) {
        List<Part> members = new ArrayList<>();
        addMembers(written, pointer, members);
        return grouped(members);
    }

    /** A group written directly in a group is as if its members were, unless something is to happen with its list. */
    private void addMembers(List<Canvas> written, String pointer, List<Part> into) {
        for (int i = 0; i < written.size(); i++) {
            Canvas member = written.get(i);
            String place = pointer + "/" + i;
            if (member.group() == null || !isEmpty(member.link())) {
                into.add(one(lay(member, place)));
                continue;
            }
            int first = into.size();
            addMembers(member.group(), place + "/group", into);
            addCalled(null, member.linkError(), place);
            into.subList(first, into.size()).forEach(part -> part.tell(member.linkError()));
        }
    }

    private Part grouped(List<Part> members) {
        String groupId = ids.get();
        members.forEach(member -> member.end().groupId = groupId);
        Tree tree = Tree.group(groupId, members.stream().map(Part::tree).toList());
        if (members.isEmpty()) {
            return empty(groupId, tree);
        }
        return new Part(
                members.stream().flatMap(each -> each.heads().stream()).toList(),
                members.stream().map(Part::end).toList(),
                groupId,
                members.stream().flatMap(each -> each.answering().stream()).toList(),
                tree);
    }

    private Part empty(String groupId, Tree tree) {
        Draft whole = new Draft(groupId, null, null);
        whole.gathers = whole;
        rows.add(whole);
        List<Draft> alone = List.of(whole);
        return new Part(alone, alone, null, List.of(), tree);
    }

    private static boolean isEmpty(List<Canvas> canvases) {
        return canvases == null || canvases.isEmpty();
    }

    /** The same with one row at its end. */
    Part one(Part part) {
        if (!part.many()) {
            return part;
        }
        return new Part(part.heads(), List.of(whole(part)), null, part.answering(), part.tree());
    }

    private Part callbacks(Part part, Canvas canvas) {
        Part called = part;
        if (!isEmpty(canvas.linkError())) {
            called = part.isList() && endsAsChain(canvas) ? answeringOnce(part) : part;
            called.tell(canvas.linkError());
        }
        if (isEmpty(canvas.link())) {
            return called;
        }
        Part single = one(called);
        single.end().link.addAll(canvas.link());
        return single;
    }

    private static boolean endsAsChain(Canvas canvas) {
        return canvas.chain() != null
                || canvas.chord() != null && endsAsChain(canvas.chord().body());
    }

    /** A chain that ends with a group fails once, however many of the group's members do. */
    private Part answeringOnce(Part chain) {
        Part single = one(chain);
        single.end().answersForHeader = true;
        return new Part(single.heads(), single.ends(), null, single.ends(), single.tree());
    }
}
