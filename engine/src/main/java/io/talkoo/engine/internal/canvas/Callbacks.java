package io.talkoo.engine.internal.canvas;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskError;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tasks that the end of another one starts through {@code link} and {@code linkError}. Thread-safe. */
public final class Callbacks implements Function<TaskRecord, List<TaskRecord>> {
    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private final WorkflowPlans plans;
    private final Supplier<String> ids;
    private final Function<TaskRecord, List<TaskRecord>> told;

    /** The argument of an error callback: the task that really failed. */
    private record Failed(String id, String name, TaskError error) {}

    /** @param told what tells others of an end */
    public Callbacks(WorkflowPlans plans, Supplier<String> ids, Function<TaskRecord, List<TaskRecord>> told) {
        this.plans = plans;
        this.ids = ids;
        this.told = told;
    }

    @Override
    public List<TaskRecord> apply(TaskRecord ended) {
        List<TaskRecord> called = called(ended);
        List<TaskRecord> hooks = told.apply(ended);
        return called.isEmpty() && hooks.isEmpty()
                ? List.of()
                : Stream.concat(called.stream(), hooks.stream())
                        .map(task -> task.traced(ended.spec().trace()))
                        .toList();
    }

    private List<TaskRecord> called(TaskRecord ended) {
        Flow flow = ended.spec().flow();
        if (ended.phase() == Phase.SUCCESS && !flow.link().isEmpty()) {
            JsonBytes result = ended.result() == null ? JsonBytes.NULL : ended.result();
            return flow.group()
                    ? started(flow.link(), ended, null, ended.id())
                    : started(flow.link(), ended, result, null);
        }
        if (ended.phase() == Phase.FAILURE && !flow.linkError().isEmpty() && isOwn(ended)) {
            return started(flow.linkError(), ended, failed(ended), null);
        }
        return List.of();
    }

    /** What could not run leaves it to others to tell, unless it speaks for the header before it. */
    private static boolean isOwn(TaskRecord ended) {
        return !ended.isUpstreamFailed() || ended.spec().flow().answersForHeader();
    }

    private static JsonBytes failed(TaskRecord ended) {
        TaskError.Cause cause = ended.error().cause();
        Failed failed = cause == null
                ? new Failed(ended.id(), ended.spec().name(), ended.error())
                : new Failed(cause.id(), cause.name(), error(ended.shownError(), cause));
        try {
            return JsonBytes.write(failed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write an error", e);
        }
    }

    /** The error of what failed: with its traceback, unless all that is told is that something before it did. */
    private static TaskError error(TaskError shown, TaskError.Cause cause) {
        return shown.cause() == null ? shown : TaskError.of(cause.type(), cause.message());
    }

    private List<TaskRecord> started(List<Canvas> callbacks, TaskRecord ended, JsonBytes input, String gathered) {
        Origin origin = new Origin(ended.id(), ended.spec().rootId(), Map.of(), input, gathered, null);
        return callbacks.stream().flatMap(callback -> rows(callback, origin)).toList();
    }

    /** The task that ended has ended, whatever is wrong with its callbacks. */
    private Stream<TaskRecord> rows(Canvas callback, Origin origin) {
        try {
            return plans.plan(callback, origin, ids).rows().stream();
        } catch (RuntimeException e) {
            LOG.error("A callback of task {} cannot be started: {}", origin.parentId(), e.getMessage());
            return Stream.empty();
        }
    }
}
