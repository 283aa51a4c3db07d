package io.talkoo.engine.internal.task;

import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.protocol.Attempt;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskError;
import java.time.Duration;
import java.time.Instant;
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
        RERUN
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
        Map<Event, Phase> repeatable = Map.of(Event.RERUN, Phase.PENDING);
        return Map.of(
                Phase.PENDING, waiting,
                Phase.RETRY, waiting,
                Phase.STARTED, running,
                Phase.SUCCESS, Map.of(),
                Phase.FAILURE, repeatable,
                Phase.REVOKED, repeatable);
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
        Instant dueAt = spec.eta() == null ? spec.createdAt() : spec.eta();
        return new Draft(spec, Phase.PENDING, dueAt).record();
    }

    /** A run began. A run before it that was written down and never ended counts as lost with its node. */
    public static TaskRecord started(TaskRecord task, Run run) {
        if (task.phase() == Phase.STARTED && task.run() == run.token()) {
            return task;
        }
        Draft draft = new Draft(task, Event.START);
        draft.losses = task.phase() == Phase.STARTED ? task.losses() + 1 : task.losses();
        draft.begin(run);
        return draft.record();
    }

    /** The running task reported {@code custom} with {@code meta}. */
    public static TaskRecord progressed(TaskRecord task, Run run, String custom, JsonBytes meta) {
        Draft draft = new Draft(started(task, run), Event.PROGRESS);
        draft.custom = custom;
        draft.meta = meta;
        return draft.record();
    }

    /** The attempt returned; {@code result} is null when it is not to be kept. */
    public static TaskRecord succeeded(TaskRecord task, Run run, JsonBytes result, Instant now) {
        Draft draft = ended(task, run, Event.SUCCEED, null, now);
        draft.result = result;
        draft.error = null;
        return draft.finished(now);
    }

    public static TaskRecord failed(TaskRecord task, Run run, TaskError error, Instant now) {
        return ended(task, run, Event.FAIL, error, now).finished(now);
    }

    /** It cannot run at all. */
    public static TaskRecord refused(TaskRecord task, TaskError error, Instant now) {
        Draft draft = new Draft(task, Event.FAIL);
        draft.error = error;
        return draft.finished(now);
    }

    /** The attempt is to be repeated after {@code delay}; one that was revoked while it ran is not. */
    public static TaskRecord retrying(TaskRecord task, Run run, TaskError error, Duration delay, Instant now) {
        if (task.revoking() != null) {
            return revokedWhileRunning(task, run, task.revoking(), now);
        }
        Draft draft = ended(task, run, Event.RETRY, error, now);
        draft.retries++;
        draft.dueAt = now.plus(delay);
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

    /** Revoked while nothing runs. */
    public static TaskRecord revoked(TaskRecord task, String reason, Instant now) {
        return revoked(new Draft(task, Event.REVOKE), reason, now);
    }

    /** Its time ran out before it could start. */
    public static TaskRecord expired(TaskRecord task, Instant now) {
        return revoked(new Draft(task, Event.EXPIRE), "expired", now);
    }

    /** Revoked together with its run. */
    public static TaskRecord revokedWhileRunning(TaskRecord task, Run run, String reason, Instant now) {
        TaskError error = TaskError.of(ErrorTypes.REVOKED, reason);
        return revoked(ended(task, run, Event.REVOKE, error, now), reason, now);
    }

    private static TaskRecord revoked(Draft draft, String reason, Instant now) {
        draft.error = TaskError.of(ErrorTypes.REVOKED, reason);
        return draft.finished(now);
    }

    /** The run may end and keep its outcome, but no other one starts. */
    public static TaskRecord revoking(TaskRecord task, Run run, String reason) {
        Draft draft = new Draft(started(task, run), Event.START);
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

    /** PENDING again, with its retries from 0; earlier attempts are kept. */
    public static TaskRecord rerun(TaskRecord task, Instant now) {
        Draft draft = new Draft(task, Event.RERUN);
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
        return draft.record();
    }

    /** The same but for what the task works on, and what its runs left behind. */
    static TaskRecord withoutPayload(TaskRecord task) {
        Draft draft = new Draft(task.spec().withoutPayload(), task.phase(), task);
        draft.result = null;
        draft.meta = null;
        draft.error = null;
        draft.attempts = List.of();
        return draft.record();
    }

    private static Draft ended(TaskRecord task, Run run, Event event, TaskError error, Instant now) {
        TaskRecord begun = started(task, run);
        Draft draft = new Draft(begun, event);
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

    /** A record under construction; lives within one transition. */
    private static final class Draft {
        private final TaskSpec spec;
        private final Phase phase;
        private String custom;
        private Instant dueAt;
        private int retries;
        private int deliveries;
        private int losses;
        private long run;
        private Instant startedAt;
        private Instant finishedAt;
        private String worker;
        private JsonBytes result;
        private JsonBytes meta;
        private TaskError error;
        private List<Attempt> attempts;
        private String revoking;
        private Instant purgeAt;

        Draft(TaskSpec spec, Phase phase, Instant dueAt) {
            this.spec = spec;
            this.phase = phase;
            this.dueAt = dueAt;
            this.attempts = List.of();
        }

        Draft(TaskRecord task, Event event) {
            this(task.spec(), next(task.phase(), event), task);
            if (phase == null) {
                throw new IllegalStateException(event + " in " + task.phase());
            }
        }

        Draft(TaskSpec spec, Phase phase, TaskRecord task) {
            this(spec, phase, task.dueAt());
            custom = phase == Phase.STARTED ? task.custom() : null;
            retries = task.retries();
            deliveries = task.deliveries();
            losses = task.losses();
            run = task.run();
            startedAt = task.startedAt();
            finishedAt = task.finishedAt();
            worker = task.worker();
            result = task.result();
            meta = task.meta();
            error = task.error();
            attempts = task.attempts();
            revoking = task.revoking();
            purgeAt = task.purgeAt();
        }

        void begin(Run current) {
            run = current.token();
            startedAt = current.startedAt();
            worker = current.worker();
            deliveries++;
            custom = null;
            error = null;
        }

        TaskRecord finished(Instant now) {
            finishedAt = now;
            purgeAt = now.plus(spec.resultExpires());
            return record();
        }

        TaskRecord record() {
            return new TaskRecord(
                    spec,
                    phase,
                    custom,
                    dueAt,
                    retries,
                    deliveries,
                    losses,
                    run,
                    startedAt,
                    finishedAt,
                    worker,
                    result,
                    meta,
                    error,
                    attempts,
                    revoking,
                    purgeAt);
        }
    }
}
