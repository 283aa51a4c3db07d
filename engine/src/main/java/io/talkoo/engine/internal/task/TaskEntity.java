package io.talkoo.engine.internal.task;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.store.RevisionConflictException;
import io.talkoo.engine.internal.task.TaskCommand.Await;
import io.talkoo.engine.internal.task.TaskCommand.Began;
import io.talkoo.engine.internal.task.TaskCommand.Begin;
import io.talkoo.engine.internal.task.TaskCommand.ClientCall;
import io.talkoo.engine.internal.task.TaskCommand.Expire;
import io.talkoo.engine.internal.task.TaskCommand.Finished;
import io.talkoo.engine.internal.task.TaskCommand.Forget;
import io.talkoo.engine.internal.task.TaskCommand.Get;
import io.talkoo.engine.internal.task.TaskCommand.Parked;
import io.talkoo.engine.internal.task.TaskCommand.Progress;
import io.talkoo.engine.internal.task.TaskCommand.Rerun;
import io.talkoo.engine.internal.task.TaskCommand.Revoke;
import io.talkoo.engine.internal.task.TaskCommand.Submit;
import io.talkoo.engine.internal.task.TaskCommand.Track;
import io.talkoo.engine.internal.task.TaskCommand.Unwatch;
import io.talkoo.engine.internal.task.TaskCommand.Watch;
import io.talkoo.engine.internal.worker.SlotsCommand;
import io.talkoo.engine.internal.worker.WorkerCommand;
import io.talkoo.engine.internal.worker.Workers;
import io.talkoo.protocol.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.state.scaladsl.DurableStateUpdateStore;

/**
 * One task: the only writer of its row. The gateway submits to it and asks it, the Worker of its partition is offered
 * the task and tells what became of it. What may happen when is {@link TaskState}'s to say; this actor carries it out,
 * in the order write, commit, tell. Everything but the watchers and an unfinished run's last words is in the row, so a
 * restart loses nothing that was acknowledged.
 */
public final class TaskEntity extends PersistentEntity<TaskCommand, TaskRecord> {
    public static final EntityTypeKey<TalkooMessage> KEY = EntityTypeKey.create(TalkooMessage.class, "task");

    /** Progress is written to the row at most this often; in between it is kept in memory alone. */
    private static final Duration PROGRESS_SAVED_EVERY = Duration.ofSeconds(1);

    /**
     * What all tasks of a node share.
     *
     * @param maxDeliveries runs that may be lost with their node before the task is given up
     */
    public record Environment(
            DurableStateUpdateStore<TaskRecord> store, Workers workers, Clock clock, int maxDeliveries) {}

    private final Environment environment;
    private final String id;
    private final Watchers watchers = new Watchers();

    /** The Worker knows this actor and tells it what becomes of the task. */
    private boolean offered;

    /** The task is known to run, and what it reported may not be in the row yet. */
    private boolean running;

    private Instant lastSave = Instant.EPOCH;

    /** What {@code Stop} stands for in the sharding's own settings. */
    public static TalkooMessage stopMessage() {
        return new Stop();
    }

    public static Behavior<TalkooMessage> create(
            String id, Environment environment, ActorRef<ClusterSharding.ShardCommand> shard) {
        return Behaviors.setup(context -> new TaskEntity(context, shard, environment, id));
    }

    private TaskEntity(
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

    @Override
    protected boolean handleBlank(TaskCommand command) {
        if (command instanceof Submit submit) {
            insert(submit);
            return true;
        }
        if (command instanceof Finished finished) {
            adopt(finished.ran().task(), finished.ran().revision());
            onFinished(finished);
            passivateIfIdle();
            return true;
        }
        return command instanceof Unwatch || command instanceof Parked;
    }

    @Override
    protected void handle(TaskCommand command) {
        if (command instanceof Submit submit) {
            onSubmit(submit);
        } else if (command instanceof Finished finished) {
            onFinished(finished);
        } else if (command instanceof Began began) {
            onBegan(began);
        } else if (command instanceof Unwatch unwatch) {
            watchers.remove(unwatch.call());
        } else if (command instanceof Parked) {
            offered = false;
        } else if (state() == null) {
            onUnknown(command);
        } else {
            handleKnown(command);
        }
        passivateIfIdle();
    }

    private void handleKnown(TaskCommand command) {
        if (command instanceof Get get) {
            onGet(get);
        } else if (command instanceof Await await) {
            onAwait(await);
        } else if (command instanceof Watch watch) {
            onWatch(watch);
        } else if (command instanceof Revoke revoke) {
            onRevoke(revoke);
        } else if (command instanceof Rerun rerun) {
            onRerun(rerun);
        } else if (command instanceof Forget forget) {
            onForget(forget);
        } else if (command instanceof Begin begin) {
            onBegin(begin);
        } else if (command instanceof Track track) {
            onTrack(track);
        } else if (command instanceof Progress progress) {
            onProgress(progress);
        } else if (command instanceof Expire expire) {
            onExpire(expire);
        } else {
            throw new IllegalStateException("no handler for " + command.getClass());
        }
    }

    private void onUnknown(TaskCommand command) {
        if (command instanceof ClientCall call) {
            refuse(call, ProblemType.NOT_FOUND, "There is no task " + id + ".");
        } else if (command instanceof Begin begin) {
            begin.slots().tell(new SlotsCommand.Denied(id));
            settled();
        } else if (command instanceof Expire) {
            settled();
        }
    }

    private void onSubmit(Submit submit) {
        if (state() == null) {
            insert(submit);
        } else if (state().spec().sameSubmitAs(submit.spec())) {
            submit.replyTo().tell(new TaskReply.Submitted(submit.call(), state(), true));
            awaitReady(submit);
        } else {
            refuse(submit, ProblemType.CONFLICT, "Task " + id + " was submitted before with another body.");
        }
    }

    private void insert(Submit submit) {
        save(TaskState.submitted(submit.spec()), submit, () -> {
            submit.replyTo().tell(new TaskReply.Submitted(submit.call(), state(), false));
            awaitReady(submit);
            offer();
            passivateIfIdle();
        });
    }

    private void awaitReady(Submit submit) {
        if (submit.readyCall() == 0) {
            return;
        }
        if (state().ready()) {
            submit.replyTo().tell(new TaskReply.Current(submit.readyCall(), state()));
        } else {
            watchers.await(submit.readyCall(), submit.replyTo());
        }
    }

    /** Tells the Worker that the task waits; one that is due has its entity stay until it ran. */
    private void offer() {
        offered = !state().dueAt().isAfter(environment.clock().instant());
        environment.workers().tell(new WorkerCommand.Offer(stored(), offered ? context.getSelf() : null));
    }

    private StoredTask stored() {
        return new StoredTask(state(), revision());
    }

    private void onGet(Get get) {
        if (mayRunUnseen()) {
            locate(get);
        } else {
            get.replyTo().tell(new TaskReply.Current(get.call(), state()));
        }
    }

    private void onAwait(Await await) {
        if (state().ready()) {
            await.replyTo().tell(new TaskReply.Current(await.call(), state()));
        } else {
            watchers.await(await.call(), await.replyTo());
        }
    }

    private void onWatch(Watch watch) {
        if (mayRunUnseen()) {
            locate(watch);
        } else {
            watchers.watch(watch, event(), state());
        }
    }

    /** Whether a run may have begun without this incarnation having been told. */
    private boolean mayRunUnseen() {
        return !state().ready() && !offered && !running;
    }

    private void locate(ClientCall call) {
        environment.workers().tell(new WorkerCommand.Locate(id, context.getSelf()));
        ask(call);
    }

    private void onRevoke(Revoke revoke) {
        if (state().ready()) {
            revoke.replyTo().tell(new TaskReply.Current(revoke.call(), state()));
        } else {
            environment.workers().tell(new WorkerCommand.Withdraw(id, context.getSelf()));
            ask(revoke);
        }
    }

    @Override
    protected void answered(TaskCommand command, Answer answer) {
        if (answer instanceof TaskAnswer.Located located) {
            if (command instanceof Revoke revoke) {
                revoke(revoke, located.run());
            } else {
                onLocated((ClientCall) command, located.run());
            }
        } else if (command instanceof ClientCall call) {
            environment.workers().tell(new WorkerCommand.Released(id));
            refuse(call, ProblemType.UNAVAILABLE, "The worker of task " + id + " did not answer; try again.");
        }
        passivateIfIdle();
    }

    private void onLocated(ClientCall call, Run run) {
        offered = true;
        if (run != null) {
            onBegan(new Began(id, run));
        }
        if (call instanceof Watch watch) {
            watchers.watch(watch, event(), state());
        } else {
            call.replyTo().tell(new TaskReply.Current(call.call(), state()));
        }
    }

    private void revoke(Revoke revoke, Run run) {
        Instant now = environment.clock().instant();
        if (run == null) {
            end(TaskState.revoked(state(), revoke.reason(), now), revoke);
        } else if (!TaskState.isCurrent(state(), revision(), run)) {
            refuse(revoke, ProblemType.UNAVAILABLE, "Task " + id + " changes hands at this moment; try again.");
        } else if (revoke.terminate()) {
            environment.workers().tell(new WorkerCommand.Terminate(id, run, revoke.reason()));
            end(TaskState.revokedWhileRunning(state(), run, revoke.reason(), now), revoke);
        } else {
            running = true;
            save(
                    TaskState.revoking(state(), run, revoke.reason()),
                    revoke,
                    () -> revoke.replyTo().tell(new TaskReply.Current(revoke.call(), state())));
        }
    }

    /** Writes a final state that a client or the clock brought about. */
    private void end(TaskRecord ended, TaskCommand command) {
        save(ended, command, () -> {
            running = false;
            if (command instanceof ClientCall call) {
                call.replyTo().tell(new TaskReply.Current(call.call(), state()));
            }
            settled();
            notifyWatchers();
            passivateIfIdle();
        });
    }

    private void onRerun(Rerun rerun) {
        if (!TaskState.allows(state(), TaskState.Event.RERUN)) {
            refuse(rerun, ProblemType.WRONG_STATE, "Only a FAILURE or REVOKED task runs again; this one is " + word());
            return;
        }
        save(TaskState.rerun(state(), environment.clock().instant()), rerun, () -> {
            rerun.replyTo().tell(new TaskReply.Current(rerun.call(), state()));
            notifyWatchers();
            offer();
        });
    }

    private void onForget(Forget forget) {
        if (!state().ready()) {
            refuse(forget, ProblemType.WRONG_STATE, "Only a ready task can be forgotten; this one is " + word());
            return;
        }
        delete(forget, () -> {
            forget.replyTo().tell(new TaskReply.Forgotten(forget.call()));
            passivateIfIdle();
        });
    }

    private String word() {
        return state().state() + ".";
    }

    private void onBegin(Begin begin) {
        if (state().ready()) {
            begin.slots().tell(new SlotsCommand.Denied(id));
            settled();
            return;
        }
        Run run = new Run(revision() + 1, begin.at(), begin.worker());
        TaskRecord next = TaskState.beginning(
                state(), run, environment.maxDeliveries(), environment.clock().instant());
        if (next.ready()) {
            begin.slots().tell(new SlotsCommand.Denied(id));
            end(next, begin);
            return;
        }
        save(next, begin, () -> {
            running = true;
            lastSave = begin.at();
            begin.slots().tell(new SlotsCommand.Granted(stored(), run));
            notifyWatchers();
        });
    }

    private void onBegan(Began began) {
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
            return;
        }
        running = true;
        TaskRecord reported = TaskState.progressed(state(), run, progress.state(), progress.meta());
        Instant now = environment.clock().instant();
        if (Duration.between(lastSave, now).compareTo(PROGRESS_SAVED_EVERY) >= 0) {
            saveProgress(reported, progress);
        } else {
            remember(reported);
            notifyWatchers();
        }
    }

    private void saveProgress(TaskRecord reported, TaskCommand command) {
        lastSave = environment.clock().instant();
        save(reported, command, this::notifyWatchers);
    }

    private void onFinished(Finished finished) {
        if (state() == null || !TaskState.isCurrent(state(), revision(), finished.run())) {
            environment.workers().tell(new WorkerCommand.Stale(id, finished.run()));
            return;
        }
        Instant now = environment.clock().instant();
        save(TaskState.after(state(), finished.run(), finished.outcome(), now), finished, () -> {
            running = false;
            settled();
            notifyWatchers();
            if (state().ready()) {
                offered = false;
            } else {
                offer();
            }
            passivateIfIdle();
        });
    }

    private void onExpire(Expire expire) {
        Instant now = environment.clock().instant();
        Instant expiresAt = state().spec().expiresAt();
        if (TaskState.allows(state(), TaskState.Event.EXPIRE) && expiresAt != null && !expiresAt.isAfter(now)) {
            end(TaskState.expired(state(), now), expire);
        } else {
            settled();
        }
    }

    private void settled() {
        environment.workers().tell(new WorkerCommand.Settled(id));
    }

    private EventId event() {
        return watchers.event(revision());
    }

    private void notifyWatchers() {
        watchers.changed(revision(), state());
    }

    private void passivateIfIdle() {
        if (idle() && watchers.isEmpty() && !running && (!offered || state() == null || state().ready())) {
            passivate();
        }
    }

    @Override
    protected boolean unavailable(TaskCommand command, Throwable failure) {
        if (command instanceof ClientCall call) {
            refuse(call, ProblemType.UNAVAILABLE, "The store could not be reached; send the same id again.");
            if (call instanceof Revoke) {
                environment.workers().tell(new WorkerCommand.Released(id));
            }
            return false;
        }
        return command instanceof Finished || command instanceof Begin || command instanceof Expire;
    }

    @Override
    protected void overloaded(TaskCommand command) {
        if (command instanceof ClientCall call) {
            refuse(call, ProblemType.OVERLOADED, "Too many calls wait for task " + id + "; try again later.");
        }
    }

    private void refuse(ClientCall call, ProblemType type, String detail) {
        call.replyTo().tell(new TaskReply.Refused(call.call(), type, detail));
    }

    @Override
    protected boolean isConflict(Throwable failure) {
        return failure instanceof RevisionConflictException;
    }

    @Override
    protected void stopped() {
        watchers.interrupt();
        if (offered) {
            environment.workers().tell(new WorkerCommand.Gone(id, context.getSelf()));
        }
    }
}
