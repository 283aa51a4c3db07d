package io.talkoo.engine.internal.task;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.canvas.Origin;
import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.engine.internal.task.TaskCommand.Began;
import io.talkoo.engine.internal.task.TaskCommand.Begin;
import io.talkoo.engine.internal.task.TaskCommand.ClientCall;
import io.talkoo.engine.internal.task.TaskCommand.Expire;
import io.talkoo.engine.internal.task.TaskCommand.Finished;
import io.talkoo.engine.internal.task.TaskCommand.Parked;
import io.talkoo.engine.internal.task.TaskCommand.Progress;
import io.talkoo.engine.internal.task.TaskCommand.RunReport;
import io.talkoo.engine.internal.task.TaskCommand.Track;
import io.talkoo.engine.internal.task.TaskCommand.Watch;
import io.talkoo.engine.internal.worker.SlotsCommand;
import io.talkoo.engine.internal.worker.WorkerCommand;
import io.talkoo.engine.internal.worker.Workers;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.state.scaladsl.DurableStateUpdateStore;

/**
 * The side of a {@link TaskEntity} that the workers talk to: what its runs report, and what the row makes of it. A report
 * of a run that is not the current one changes nothing.
 */
abstract class TaskRuns extends PersistentEntity<TaskCommand, TaskRecord> {
    /**
     * What all tasks of a node share.
     *
     * @param region of the tasks
     * @param plans makes workflows of canvases; throws what is wrong with them
     * @param maxDeliveries runs that may be lost with their node before the task is given up
     */
    public record Environment(
            DurableStateUpdateStore<TaskRecord> store,
            Workers workers,
            Supplier<ActorRef<TalkooMessage>> region,
            BiFunction<Canvas, Origin, Workflow> plans,
            Clock clock,
            int maxDeliveries) {}

    /** Progress is written to the row at most this often; in between it is kept in memory alone. */
    private static final Duration PROGRESS_SAVED_EVERY = Duration.ofSeconds(1);

    /** Several times as long as the gateways' repeats are apart. */
    private static final Duration WATCHERS_SILENT_AFTER = Duration.ofSeconds(35);

    protected final Environment environment;
    protected final String id;
    protected final Watchers watchers = new Watchers();

    /** The Worker knows this actor and tells it what becomes of the task. */
    protected boolean offered;

    /** The Worker was asked to tell this actor of the task once it has it. */
    protected boolean observing;

    /** The task is known to run, and what it reported may not be in the row yet. */
    protected boolean running;

    private Instant lastSave = Instant.EPOCH;
    private boolean lookingAfterWatchers;

    TaskRuns(
            ActorContext<TalkooMessage> context,
            ActorRef<ClusterSharding.ShardCommand> shard,
            Environment environment,
            String id) {
        super(context, shard, environment.store(), persistenceId(id));
        this.environment = environment;
        this.id = id;
    }

    /** The key of a task's row in the store plugin. */
    public static String persistenceId(String id) {
        return "task|" + id;
    }

    /** One call per report of the worker side; the row is loaded. */
    protected final void onReport(RunReport report) {
        if (report instanceof Finished finished) {
            onFinished(finished);
        } else if (report instanceof Parked) {
            offered = false;
        } else if (report instanceof TaskCommand.Reread) {
            // It was read again already, and those who wait ask anew.
            passivateIfIdle();
        } else if (state() == null) {
            onReportOfUnknown(report);
        } else if (report instanceof Began began) {
            onBegan(began);
        } else if (report instanceof Begin begin) {
            onBegin(begin);
        } else if (report instanceof Track track) {
            onTrack(track);
        } else if (report instanceof Progress progress) {
            onProgress(progress);
        } else if (report instanceof Expire expire) {
            onExpire(expire);
        } else {
            throw new IllegalStateException("no handler for " + report.getClass());
        }
    }

    /** A row that waits for others is released by whoever ends them; who ran it since then brings it along. */
    @Override
    protected final boolean isOutdated(TaskCommand command) {
        if (command instanceof Finished finished && finished.ran().revision() > revision()) {
            adopt(finished.ran().task(), finished.ran().revision());
        }
        return command instanceof TaskCommand.Reread
                || state() != null && state().phase().blocked() && !(command instanceof TaskCommand.Unwatch);
    }

    /** The task was forgotten meanwhile. */
    private void onReportOfUnknown(RunReport report) {
        if (report instanceof Begin begin) {
            begin.slots().tell(new SlotsCommand.Denied(id));
        } else if (report instanceof Progress progress) {
            refuse(progress.asker(), progress.run());
        }
        settled();
    }

    private void onBegin(Begin begin) {
        if (state().ready() || state().phase().blocked()) {
            begin.slots().tell(new SlotsCommand.Denied(id));
            settled();
            return;
        }
        if (isWritten(begin)) {
            grant(begin);
            return;
        }
        Run run = new Run(revision() + 1, begin.at(), begin.worker());
        TaskRecord next = TaskState.beginning(state(), run, environment.maxDeliveries(), now());
        if (next.ready()) {
            begin.slots().tell(new SlotsCommand.Denied(id));
            end(next, begin);
            return;
        }
        save(next, begin, () -> grant(begin));
    }

    /** Whether the run's own write reached the row though it was told to have failed. */
    private boolean isWritten(Begin begin) {
        return state().phase() == Phase.STARTED
                && begin.at().equals(state().startedAt())
                && begin.worker().equals(state().worker());
    }

    private void grant(Begin begin) {
        running = true;
        lastSave = begin.at();
        begin.slots().tell(new SlotsCommand.Granted(stored(), new Run(state().run(), begin.at(), begin.worker())));
        notifyWatchers();
    }

    /** Answers the waiter once the task is ready, which may be now. */
    protected final void await(Waiter waiter) {
        if (state().ready()) {
            waiter.replyTo().tell(new TaskReply.Current(waiter.call(), state()));
        } else {
            watchers.await(waiter, now());
            lookAfterWatchers();
        }
    }

    protected final void follow(Watch watch) {
        watchers.watch(watch, event(), state(), now());
        lookAfterWatchers();
    }

    /** Who waits on another node repeats it now and then; when that ends, its node is gone. */
    private void lookAfterWatchers() {
        if (!lookingAfterWatchers && watchers.anyElsewhere()) {
            lookingAfterWatchers = true;
            context.scheduleOnce(WATCHERS_SILENT_AFTER, context.getSelf(), new TaskCommand.LookForWatchers(id));
        }
    }

    protected final void lookForWatchers() {
        lookingAfterWatchers = false;
        watchers.dropSilent(now().minus(WATCHERS_SILENT_AFTER));
        lookAfterWatchers();
    }

    protected final void onBegan(Began began) {
        if (state() != null && TaskState.isCurrent(state(), revision(), began.run())) {
            boolean first = !running;
            running = true;
            lastSave = began.run().startedAt();
            if (first) {
                remember(TaskState.started(state(), began.run()));
                notifyWatchers();
            }
        }
    }

    private void onTrack(Track track) {
        if (TaskState.isCurrent(state(), revision(), track.run())) {
            running = true;
            saveProgress(TaskState.started(state(), track.run()), track);
        }
    }

    private void onProgress(Progress progress) {
        Run run = progress.run();
        if (!TaskState.isCurrent(state(), revision(), run)) {
            refuse(progress.asker(), run);
            return;
        }
        running = true;
        TaskRecord reported = TaskState.progressed(state(), run, progress.state(), progress.meta());
        Instant now = now();
        if (Duration.between(lastSave, now).compareTo(PROGRESS_SAVED_EVERY) >= 0) {
            saveProgress(reported, progress);
        } else {
            remember(reported);
            notifyWatchers();
        }
        confirm(progress.asker());
    }

    private void confirm(Waiter asker) {
        if (asker != null) {
            asker.replyTo().tell(new TaskReply.Taken(asker.call()));
        }
    }

    private void refuse(Waiter asker, Run run) {
        if (asker != null) {
            String detail = "Run " + run.token() + " of task " + id + " is not the current one.";
            asker.replyTo().tell(new TaskReply.Refused(asker.call(), ProblemType.WRONG_STATE, detail));
        }
    }

    private void saveProgress(TaskRecord reported, TaskCommand command) {
        lastSave = now();
        save(reported, command, this::notifyWatchers);
    }

    protected final void onFinished(Finished finished) {
        if (finished.waiter() != null && state() != null) {
            await(finished.waiter());
        }
        if (state() == null || !TaskState.isCurrent(state(), revision(), finished.run())) {
            tellWorker(new WorkerCommand.Stale(id, finished.run()));
            refuse(finished.asker(), finished.run());
            return;
        }
        save(after(finished.run(), finished.outcome()), finished, () -> {
            running = false;
            settled();
            confirm(finished.asker());
            notifyWatchers();
            if (state().ready() || state().phase().blocked()) {
                offered = false;
            } else {
                offer();
            }
            passivateIfIdle();
        });
    }

    private TaskRecord after(Run run, Outcome outcome) {
        Instant now = now();
        if (outcome instanceof Outcome.Replaced replaced) {
            try {
                TaskSpec spec = state().spec();
                Origin origin = new Origin(id, spec.rootId(), spec.headers(), null, null, id);
                Workflow workflow = environment.plans().apply(replaced.canvas(), origin);
                return TaskState.replaced(state(), run, workflow.traced(spec.trace()), now);
            } catch (TalkooException e) {
                return TaskState.failed(state(), run, TaskError.of(e.problem().type(), e.getMessage()), now);
            }
        }
        return TaskState.after(state(), run, outcome, now);
    }

    private void onExpire(Expire expire) {
        Instant now = now();
        Instant expiresAt = state().spec().expiresAt();
        if (TaskState.allows(state(), TaskState.Event.EXPIRE) && expiresAt != null && !expiresAt.isAfter(now)) {
            end(TaskState.expired(state(), now), expire);
        } else {
            settled();
        }
    }

    /** Writes a final state that a client or the clock brought about. */
    protected final void end(TaskRecord ended, TaskCommand command) {
        end(ended, command, () -> {});
    }

    protected final void end(TaskRecord ended, TaskCommand command, Runnable afterCommit) {
        save(ended, command, () -> {
            running = false;
            afterCommit.run();
            if (command instanceof ClientCall call) {
                call.replyTo().tell(new TaskReply.Current(call.call(), state()));
            }
            settled();
            notifyWatchers();
            passivateIfIdle();
        });
    }

    /** Tells the Worker that the task waits; one that is due has its entity stay until it ran. */
    protected final void offer() {
        boolean followed = !ending() && watchers.follow();
        offered = !ending() && !state().dueAt().isAfter(now());
        observing |= followed;
        ActorRef<TalkooMessage> told = offered || followed ? context.getSelf() : null;
        tellWorker(new WorkerCommand.Offer(stored(), told, followed, null));
    }

    protected final StoredTask stored() {
        return new StoredTask(state(), revision());
    }

    protected final Instant now() {
        return environment.clock().instant();
    }

    protected final void tellWorker(WorkerCommand.ForTask command) {
        environment.workers().tell(command);
    }

    protected final void settled() {
        tellWorker(new WorkerCommand.Settled(id));
    }

    protected final EventId event() {
        return watchers.event(revision());
    }

    protected final void notifyWatchers() {
        watchers.changed(revision(), state());
    }

    protected final void passivateIfIdle() {
        if (idle() && watchers.isEmpty() && !running && (!offered || state() == null || state().ready())) {
            passivate();
        }
    }
}
