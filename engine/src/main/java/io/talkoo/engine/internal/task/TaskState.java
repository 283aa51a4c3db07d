package io.talkoo.engine.internal.task;

import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.protocol.Attempt;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskError;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The life of a task as a table: what may happen in which state, and what the task is afterwards. Pure: no actor, no
 * clock, no store. {@link TaskEntity} asks {@link #allows} before it applies anything.
 */
public final class TaskState {
    /** What can happen to a task that was submitted. */
    public enum Event {
        /** A worker took it. */
        START,
        /** The running task reported a state of its own. */
        PROGRESS,
        SUCCEED,
        FAIL,
        /** The attempt asked for another one. */
        RETRY,
        REVOKE,
        /** Its time ran out while it waited. */
        EXPIRE,
        /** It is to run again although it had ended. */
        RERUN,
        /** All rows it waited for have ended. */
        RELEASE,
        /** It ends with what other rows bring. */
        REPLACE,
        /** What it waited for is to run again. */
        BLOCK,
        /** What it stands for is to run again. */
        GATHER
    }

    /** How many attempts are remembered; of a task retried without end the oldest are dropped. */
    static final int MOST_ATTEMPTS = 50;

    private static final Map<Phase, Map<Event, Phase>> TABLE = table();

    private TaskState() {}

    private static Map<Phase, Map<Event, Phase>> table() {
        Map<Event, Phase> waiting = new EnumMap<>(Map.of(
                Event.START, Phase.STARTED,
                Event.PROGRESS, Phase.STARTED,
                Event.SUCCEED, Phase.SUCCESS,
                Event.FAIL, Phase.FAILURE,
                Event.RETRY, Phase.RETRY,
                Event.REVOKE, Phase.REVOKED,
                Event.EXPIRE, Phase.REVOKED));
        Map<Event, Phase> running = new EnumMap<>(waiting);
        running.remove(Event.EXPIRE);
        Map<Event, Phase> repeatable =
                Map.of(Event.RERUN, Phase.PENDING, Event.BLOCK, Phase.BLOCKED, Event.GATHER, Phase.GATHERING);
        running.put(Event.REPLACE, Phase.GATHERING);
        waiting.put(Event.REPLACE, Phase.GATHERING);
        Map<Event, Phase> blocked =
                Map.of(Event.RELEASE, Phase.PENDING, Event.FAIL, Phase.FAILURE, Event.REVOKE, Phase.REVOKED);
        Map<Event, Phase> gathering =
                Map.of(Event.SUCCEED, Phase.SUCCESS, Event.FAIL, Phase.FAILURE, Event.REVOKE, Phase.REVOKED);
        return Map.of(
                Phase.PENDING, waiting,
                Phase.RETRY, waiting,
                Phase.STARTED, running,
                Phase.SUCCESS, Map.of(),
                Phase.FAILURE, repeatable,
                Phase.REVOKED, repeatable,
                Phase.BLOCKED, blocked,
                Phase.GATHERING, gathering);
    }

    /** The phase {@code event} leads to from {@code phase}; null when it must not happen there. */
    public static Phase next(Phase phase, Event event) {
        return TABLE.get(phase).get(event);
    }

    public static boolean allows(TaskRecord task, Event event) {
        return next(task.phase(), event) != null;
    }

    /**
     * Whether {@code run} is the one the task waits for. Before a run was written down, its token is the row's revision
     * itself; afterwards it is kept in the record.
     */
    public static boolean isCurrent(TaskRecord task, long revision, Run run) {
        return !task.ready() && run.token() == (task.phase() == Phase.STARTED ? task.run() : revision);
    }

    public static TaskRecord submitted(TaskSpec spec) {
        return submitted(spec, null);
    }

    /** @param input the first argument, from what runs before it; null if nothing does */
    public static TaskRecord submitted(TaskSpec spec, JsonBytes input) {
        Instant dueAt = spec.eta() == null ? spec.createdAt() : spec.eta();
        TaskDraft draft = new TaskDraft(spec, first(spec.flow()), dueAt);
        draft.input = input;
        return draft.phase == Phase.SUCCESS ? draft.finished(spec.createdAt()) : draft.record();
    }

    private static Phase first(Flow flow) {
        if (flow.group()) {
            return flow.waits() == 0 ? Phase.SUCCESS : Phase.GATHERING;
        }
        return flow.waits() == 0 ? Phase.PENDING : Phase.BLOCKED;
    }

    /** A run began. A run before it that was written down and never ended counts as lost with its node. */
    public static TaskRecord started(TaskRecord task, Run run) {
        if (task.phase() == Phase.STARTED && task.run() == run.token()) {
            return task;
        }
        TaskDraft draft = new TaskDraft(task, Event.START);
        draft.losses = task.phase() == Phase.STARTED ? task.losses() + 1 : task.losses();
        draft.begin(run);
        return draft.record();
    }

    /** The running task reported {@code custom} with {@code meta}. */
    public static TaskRecord progressed(TaskRecord task, Run run, String custom, JsonBytes meta) {
        TaskDraft draft = new TaskDraft(started(task, run), Event.PROGRESS);
        draft.custom = custom;
        draft.meta = meta;
        return draft.record();
    }

    /** The attempt returned; {@code result} is null when it is not to be kept. */
    public static TaskRecord succeeded(TaskRecord task, Run run, JsonBytes result, Instant now) {
        TaskDraft draft = ended(task, run, Event.SUCCEED, null, now);
        draft.result = result;
        draft.error = null;
        return draft.finished(now);
    }

    public static TaskRecord failed(TaskRecord task, Run run, TaskError error, Instant now) {
        return ended(task, run, Event.FAIL, error, now).finished(now);
    }

    /** It cannot run at all. */
    public static TaskRecord refused(TaskRecord task, TaskError error, Instant now) {
        TaskDraft draft = new TaskDraft(task, Event.FAIL);
        draft.error = error;
        return draft.finished(now);
    }

    /** The attempt is to be repeated after {@code delay}; one that was revoked while it ran is not. */
    public static TaskRecord retrying(TaskRecord task, Run run, TaskError error, Duration delay, Instant now) {
        if (task.revoking() != null) {
            return revokedWhileRunning(task, run, task.revoking(), now);
        }
        TaskDraft draft = ended(task, run, Event.RETRY, error, now);
        draft.retries++;
        draft.dueAt = wholeMillis(now.plus(delay));
        return draft.record();
    }

    /** Times are told by the millisecond; none comes early. */
    private static Instant wholeMillis(Instant instant) {
        return instant.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * The attempt has {@code with} take its place, whose rows are inserted together with this state. Of one that was revoked
     * while it ran nothing starts any more.
     */
    public static TaskRecord replaced(TaskRecord task, Run run, Workflow with, Instant now) {
        if (task.revoking() != null) {
            return revokedWhileRunning(task, run, task.revoking(), now);
        }
        TaskDraft draft = ended(task, run, Event.REPLACE, null, now);
        draft.replacement = with.resultId();
        draft.starts = with.rows();
        return draft.record();
    }

    /** What it waits for is to run again. */
    public static TaskRecord reopened(TaskRecord task) {
        TaskDraft draft = new TaskDraft(task, task.standsForOthers() ? Event.GATHER : Event.BLOCK);
        draft.error = null;
        draft.finishedAt = null;
        draft.purgeAt = null;
        return draft.record();
    }

    /** What a run's outcome makes of the task. */
    public static TaskRecord after(TaskRecord task, Run run, Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.Succeeded succeeded) {
            return succeeded(task, run, succeeded.result(), now);
        }
        if (outcome instanceof Outcome.Retry retry) {
            return retrying(task, run, retry.error(), retry.delay(), now);
        }
        return failed(task, run, ((Outcome.Failed) outcome).error(), now);
    }

    /** What it waited for has ended well: it runs from {@code release}'s due time on, with what that brings. */
    public static TaskRecord released(TaskRecord task, Release release) {
        TaskSpec spec = release.expiresAt() == null ? task.spec() : task.spec().expiringAt(release.expiresAt());
        TaskDraft draft = new TaskDraft(task, spec, Event.RELEASE);
        draft.dueAt = release.dueAt();
        draft.input = task.spec().flow().immutable() ? null : release.input();
        return draft.record();
    }

    /** What it waited for has ended, but not all of it well. */
    public static TaskRecord upstreamFailed(TaskRecord task, Release.Failure failure, Instant now) {
        boolean takesPlace = task.phase() == Phase.GATHERING;
        TaskDraft draft = new TaskDraft(task, takesPlace && failure.revoked() ? Event.REVOKE : Event.FAIL);
        draft.error = takesPlace ? taken(failure) : upstreamFailed(failure.cause());
        return draft.finished(now);
    }

    /** What comes behind is told which of the tasks that took its place it was. */
    private static TaskError taken(Release.Failure failure) {
        TaskError error = failure.error();
        return new TaskError(error.type(), error.message(), error.traceback(), failure.cause());
    }

    private static TaskError upstreamFailed(TaskError.Cause cause) {
        String message = "Task " + cause.id() + " (" + cause.name() + "), which comes before it, failed.";
        return new TaskError(ErrorTypes.UPSTREAM_FAILED, message, null, cause);
    }

    /** What it stood for has ended well, with {@code result}; null where that is gathered when it is asked for. */
    public static TaskRecord gathered(TaskRecord task, JsonBytes result, Instant now) {
        TaskDraft draft = new TaskDraft(task, Event.SUCCEED);
        draft.result = result;
        draft.error = null;
        return draft.finished(now);
    }

    /** Revoked while nothing runs. */
    public static TaskRecord revoked(TaskRecord task, String reason, Instant now) {
        return revoked(new TaskDraft(task, Event.REVOKE), reason, now);
    }

    /** Its time ran out before it could start. */
    public static TaskRecord expired(TaskRecord task, Instant now) {
        return revoked(new TaskDraft(task, Event.EXPIRE), "expired", now);
    }

    /** Revoked together with its run. */
    public static TaskRecord revokedWhileRunning(TaskRecord task, Run run, String reason, Instant now) {
        TaskError error = TaskError.of(ErrorTypes.REVOKED, reason);
        return revoked(ended(task, run, Event.REVOKE, error, now), reason, now);
    }

    private static TaskRecord revoked(TaskDraft draft, String reason, Instant now) {
        draft.error = TaskError.of(ErrorTypes.REVOKED, reason);
        return draft.finished(now);
    }

    /** The run may end and keep its outcome, but no other one starts. */
    public static TaskRecord revoking(TaskRecord task, Run run, String reason) {
        TaskDraft draft = new TaskDraft(started(task, run), Event.START);
        draft.revoking = reason;
        return draft.record();
    }

    /**
     * A run is about to begin, and is written down first. If the run before it was lost with its node, the task may end
     * here instead: because it was revoked meanwhile, is delivered at most once, or lost its node too often.
     */
    public static TaskRecord beginning(TaskRecord task, Run run, int maxDeliveries, Instant now) {
        if (task.phase() != Phase.STARTED) {
            return started(task, run);
        }
        if (task.revoking() != null) {
            return revoked(task, task.revoking(), now);
        }
        if (task.spec().atMostOnce()) {
            return lost(task, ErrorTypes.WORKER_LOST, "the task is delivered at most once", now);
        }
        if (task.losses() + 1 >= maxDeliveries) {
            String why = "it was delivered " + task.deliveries() + " times, and each time its worker died";
            return lost(task, ErrorTypes.TOO_MANY_DELIVERIES, why, now);
        }
        return started(task, run);
    }

    private static TaskRecord lost(TaskRecord task, String type, String why, Instant now) {
        Run last = new Run(task.run(), task.startedAt(), task.worker());
        TaskError error = TaskError.of(type, "The worker " + task.worker() + " died during the run, and " + why + ".");
        return failed(task, last, error, now);
    }

    /** PENDING again, with its retries from 0; earlier attempts are kept. What never had its input waits for that again. */
    public static TaskRecord rerun(TaskRecord task, Instant now) {
        TaskDraft draft = new TaskDraft(task, mayLackInput(task) ? Event.BLOCK : Event.RERUN);
        draft.dueAt = now;
        draft.retries = 0;
        draft.losses = 0;
        draft.result = null;
        draft.meta = null;
        draft.error = null;
        draft.startedAt = null;
        draft.finishedAt = null;
        draft.worker = null;
        draft.revoking = null;
        draft.purgeAt = null;
        draft.replacement = null;
        return draft.record();
    }

    /** Whether it may have been revoked before what it waits for had ended. */
    private static boolean mayLackInput(TaskRecord task) {
        return task.spec().flow().waits() > 0 && task.deliveries() == 0 && task.input() == null;
    }

    /** The same but for what the task works on, and what its runs left behind. */
    static TaskRecord withoutPayload(TaskRecord task) {
        TaskDraft draft = draftWithoutPayload(task);
        draft.error = null;
        return draft.record();
    }

    /** The same but for what the task works on, and what its runs brought; what is wrong with it stays. */
    public static TaskRecord abridged(TaskRecord task) {
        return draftWithoutPayload(task).record();
    }

    private static TaskDraft draftWithoutPayload(TaskRecord task) {
        TaskDraft draft = new TaskDraft(task.spec().withoutPayload(), task.phase(), task);
        draft.result = null;
        draft.meta = null;
        draft.attempts = List.of();
        draft.input = null;
        return draft;
    }

    private static TaskDraft ended(TaskRecord task, Run run, Event event, TaskError error, Instant now) {
        TaskRecord begun = started(task, run);
        TaskDraft draft = new TaskDraft(begun, event);
        draft.losses = 0;
        draft.error = error;
        draft.attempts = with(task.attempts(), run, draft.phase, error, now);
        return draft;
    }

    private static List<Attempt> with(List<Attempt> attempts, Run run, Phase outcome, TaskError error, Instant now) {
        int number = attempts.isEmpty() ? 1 : attempts.get(attempts.size() - 1).number() + 1;
        Attempt last = new Attempt(number, run.startedAt(), now, run.worker(), outcome.word(), error);
        if (attempts.isEmpty()) {
            return List.of(last);
        }
        int dropped = Math.max(0, attempts.size() + 1 - MOST_ATTEMPTS);
        List<Attempt> all = new ArrayList<>(attempts.subList(dropped, attempts.size()));
        all.add(last);
        return List.copyOf(all);
    }
}
