package io.talkoo.engine.internal.canvas;

import io.talkoo.engine.internal.task.Flow;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import java.util.ArrayList;
import java.util.List;

/** A row of a workflow while its canvas is being laid out: a task, or a group's result. Not thread-safe. */
final class Draft {
    final String id;

    /** Null for a group's result. */
    final TaskRequest request;

    /** Where it is written, as a JSON pointer. */
    final String pointer;

    String parentId;
    String groupId;
    Flow.Map map;
    int waits;
    Draft joins;
    int position;
    Draft gathers;
    boolean answersForHeader;

    /** What it begins with in place of a row it would wait for. */
    JsonBytes input;

    final List<Draft> next = new ArrayList<>(1);
    final List<Canvas> link = new ArrayList<>(0);
    final List<Canvas> linkError = new ArrayList<>(0);

    Draft(String id, TaskRequest request, String pointer) {
        this.id = id;
        this.request = request;
        this.pointer = pointer;
    }

    boolean isGroup() {
        return request == null;
    }

    boolean isImmutable() {
        return request != null && Boolean.TRUE.equals(request.immutable());
    }

    /** Whether something else brings its first argument. */
    boolean takesInput() {
        return !isImmutable() && (waits > 0 || input != null || gathers != null);
    }

    /** {@code later} takes the result of this one. */
    void before(Draft later) {
        next.add(later);
        later.waits++;
    }

    /** Gathers the results of these, in their order. */
    void gather(List<Draft> ends) {
        gathers = this;
        for (int i = 0; i < ends.size(); i++) {
            Draft end = ends.get(i);
            end.before(this);
            end.joins = this;
            end.position = i;
        }
    }

    Flow flow() {
        return new Flow(
                next.stream().map(Draft::asNext).toList(),
                waits,
                joins == null ? null : joins.id,
                position,
                gathers == null ? null : gathers.id,
                isGroup(),
                isImmutable(),
                answersForHeader,
                map,
                link,
                linkError);
    }

    private Flow.Next asNext() {
        return isGroup()
                ? new Flow.Next(id, null, null, null)
                : new Flow.Next(id, request.eta(), request.countdown(), request.expires());
    }
}
