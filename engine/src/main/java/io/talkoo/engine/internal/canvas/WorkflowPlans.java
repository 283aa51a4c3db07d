package io.talkoo.engine.internal.canvas;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.engine.internal.gateway.Specs;
import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.engine.internal.task.Workflow;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Makes workflows out of canvases. Thread-safe. */
public final class WorkflowPlans {
    private final Specs specs;
    private final int mostTasks;

    /** @param mostTasks of one workflow */
    public WorkflowPlans(Specs specs, int mostTasks) {
        this.specs = specs;
        this.mostTasks = mostTasks;
    }

    /** As below, with new ids. */
    public Workflow plan(Canvas canvas, Origin origin) {
        return plan(canvas, origin, specs::newId);
    }

    /**
     * The rows that a checked canvas stands for. Throws {@link TalkooException}: INVALID, UNKNOWN_TASK, BAD_ARGUMENTS, each
     * with the pointer of the step.
     *
     * @param ids of the rows; the same ids make the same workflow
     */
    public Workflow plan(Canvas canvas, Origin origin, Supplier<String> ids) {
        return plan(canvas, origin, ids, "");
    }

    /** Throws as {@link #plan} does for callbacks that could not be started; they are laid out when they are called. */
    public void checkCallbacks(TaskRequest request) {
        check(request.link(), "/link/");
        check(request.linkError(), "/linkError/");
    }

    private void check(List<Canvas> callbacks, String pointer) {
        for (int i = 0; callbacks != null && i < callbacks.size(); i++) {
            plan(callbacks.get(i), Origin.CALLED, specs::newId, pointer + i);
        }
    }

    private Workflow plan(Canvas canvas, Origin origin, Supplier<String> ids, String pointer) {
        Layout layout = new Layout(ids, mostTasks);
        Part part = layout.one(layout.lay(canvas, pointer));
        layout.called.forEach((place, callback) -> plan(callback, Origin.CALLED, specs::newId, place));
        String root = origin.rootId() == null ? root(part) : origin.rootId();
        part.heads().forEach(head -> begin(head, origin));
        if (origin.then() != null) {
            part.end().before(new Draft(origin.then(), null, null));
        }
        List<TaskRecord> rows =
                layout.rows.stream().map(row -> record(row, root, origin)).toList();
        return new Workflow(rows, part.end().id, written(part.tree()));
    }

    private static String root(Part part) {
        return part.heads().size() == 1 ? part.heads().get(0).id : part.end().id;
    }

    private static void begin(Draft head, Origin origin) {
        head.parentId = origin.parentId();
        head.input = head.isImmutable() ? null : origin.input();
        if (origin.gathers() != null && !head.isGroup()) {
            head.gathers = new Draft(origin.gathers(), null, null);
        }
    }

    private TaskRecord record(Draft row, String root, Origin origin) {
        requireParent(row);
        Flow flow = row.flow();
        TaskSpec spec = row.isGroup()
                ? specs.group(row.id, row.parentId, root, flow)
                : at(
                        row.pointer,
                        () -> specs.step(
                                inheriting(row.request, origin.headers()),
                                row.id,
                                row.parentId,
                                root,
                                row.groupId,
                                flow,
                                row.takesInput()));
        return TaskState.submitted(spec, row.input);
    }

    /** A step may name its parent where it is the first one, and nobody but who submits the workflow. */
    private static void requireParent(Draft row) {
        String named = row.isGroup() ? null : row.request.parentId();
        if (named != null && !named.equalsIgnoreCase(row.parentId)) {
            throw TalkooException.at(
                    ProblemType.INVALID,
                    row.pointer + "/parentId",
                    "expected none, since its parent is what starts it; first steps may name who submits them all");
        }
    }

    /** Says where in the canvas the step stands that is refused. */
    private static TaskSpec at(String pointer, Supplier<TaskSpec> step) {
        try {
            return step.get();
        } catch (TalkooException e) {
            Problem.Fault[] faults = faults(pointer, e);
            throw new TalkooException(e.type(), faults[0].pointer() + ": " + faults[0].detail(), faults);
        }
    }

    /** Arguments are counted with what the step before brings, and the items of a map are none of the task's own. */
    private static Problem.Fault[] faults(String pointer, TalkooException refused) {
        List<Problem.Fault> faults = refused.problem().errors();
        return refused.type() == ProblemType.BAD_ARGUMENTS || faults.isEmpty()
                ? new Problem.Fault[] {new Problem.Fault(pointer, refused.getMessage())}
                : faults.stream()
                        .map(fault -> new Problem.Fault(pointer + fault.pointer(), fault.detail()))
                        .toArray(Problem.Fault[]::new);
    }

    private static TaskRequest inheriting(TaskRequest request, Map<String, String> headers) {
        if (headers.isEmpty()) {
            return request;
        }
        Map<String, String> all = new HashMap<>(headers);
        if (request.headers() != null) {
            all.putAll(request.headers());
        }
        return request.toBuilder().headers(all).build();
    }

    private static JsonBytes written(Tree tree) {
        try {
            return JsonBytes.write(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a workflow's tree", e);
        }
    }
}
