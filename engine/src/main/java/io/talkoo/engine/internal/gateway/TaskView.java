package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.TypeInfo;
import io.talkoo.engine.internal.secret.Masks;
import io.talkoo.engine.internal.secret.SecretMarks;
import io.talkoo.engine.internal.task.FirstArgument;
import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskResult;
import io.talkoo.protocol.TaskStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows a task's record as clients see it: without what is secret, but for the result that is asked for. Thread-safe. */
public record TaskView(FleetView fleet, Masks masks) {
    private static final Set<Integer> NONE = Set.of(0);
    private static final Set<Integer> ONE = Set.of(1);

    public TaskStatus status(TaskRecord task, List<String> children) {
        TaskSpec spec = task.spec();
        SecretMarks secret = spec.secret();
        return new TaskStatus(
                spec.id(),
                spec.name(),
                spec.queue(),
                spec.priority(),
                args(task),
                masks.kwargs(spec.kwargs(), secret),
                task.state(),
                task.ready(),
                successful(task),
                masks.result(kept(task), secret),
                masks.value(task.meta(), secret),
                task.shownError(),
                task.retries(),
                task.deliveries(),
                spec.createdAt(),
                eta(task),
                spec.expiresAt(),
                task.startedAt(),
                task.finishedAt(),
                task.worker(),
                spec.parentId(),
                spec.rootId(),
                spec.groupId(),
                children,
                masks.headers(spec.headers(), secret),
                task.attempts(),
                task.ready() || fleet.knows(spec.name()) ? null : "task-type");
    }

    /** The outcome, with the result as it is. */
    public TaskResult result(TaskRecord task) {
        return new TaskResult(
                task.id(),
                task.state(),
                task.ready(),
                successful(task),
                task.ready() ? kept(task) : task.meta(),
                task.shownError());
    }

    private static JsonBytes kept(TaskRecord task) {
        return task.spec().ignoreResult() ? null : task.result();
    }

    private static Boolean successful(TaskRecord task) {
        return task.ready() ? task.phase() == Phase.SUCCESS : null;
    }

    /** What was not handed on yet comes before those that are shown. */
    private JsonBytes args(TaskRecord task) {
        TaskSpec spec = task.spec();
        if (task.input() != null) {
            return masks.args(FirstArgument.prepend(task.input(), spec.args()), spec.secret(), 0);
        }
        JsonBytes args = spec.args();
        for (int before : before(spec)) {
            args = masks.args(args, spec.secret(), before);
        }
        return args;
    }

    /** How many arguments the task is called with before its own; that may not be the same for each item of a map. */
    private static Set<Integer> before(TaskSpec spec) {
        Flow flow = spec.flow();
        if (flow.map() != null && flow.map().star() && spec.secret() != null) {
            return flow.map().items().stream().map(item -> item.toTree().size()).collect(Collectors.toSet());
        }
        boolean one = flow.map() != null || flow.waits() > 0 && !flow.immutable();
        return one ? ONE : NONE;
    }

    /**
     * The result of a workflow; a group's is made of those of its members.
     *
     * @param end the row whose result it is
     */
    JsonBytes resultOf(TaskRecord end, Collection<TaskRecord> rows, JsonBytes value) {
        Stream<TaskRecord> makers = end.spec().flow().group() ? rows.stream() : Stream.of(end);
        List<SecretMarks> secret = makers.map(maker -> maker.spec().secret())
                .filter(Objects::nonNull)
                .toList();
        JsonBytes shown = masks.value(value, null);
        for (SecretMarks each : secret) {
            shown = masks.result(shown, each);
        }
        return shown;
    }

    /** What a task works on that is yet to be made, such as a schedule's. */
    public TaskRequest request(TaskRequest request) {
        SecretMarks secret = fleet.type(request.name()).map(TypeInfo::secret).orElse(null);
        if (!masks.hideAnything(secret)) {
            return request;
        }
        TaskRequest.Builder shown = request.toBuilder().headers(masks.headers(request.headers(), secret));
        if (request.args() != null) {
            shown.args(masks.args(request.args(), secret, 0));
        }
        if (request.kwargs() != null) {
            shown.kwargs(masks.kwargs(request.kwargs(), secret));
        }
        return shown.build();
    }

    /** What a task waits for: its own eta, or the time of its next attempt. */
    private static Instant eta(TaskRecord task) {
        return task.phase() == Phase.RETRY ? task.dueAt() : task.spec().eta();
    }
}
