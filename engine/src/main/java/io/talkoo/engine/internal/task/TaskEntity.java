package io.talkoo.engine.internal.task;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.parcel.Claim;
import io.talkoo.engine.internal.parcel.Parcels;
import io.talkoo.engine.internal.store.RevisionConflictException;
import io.talkoo.engine.internal.task.TaskCommand.Await;
import io.talkoo.engine.internal.task.TaskCommand.Began;
import io.talkoo.engine.internal.task.TaskCommand.Begin;
import io.talkoo.engine.internal.task.TaskCommand.ClientCall;
import io.talkoo.engine.internal.task.TaskCommand.Expire;
import io.talkoo.engine.internal.task.TaskCommand.Finished;
import io.talkoo.engine.internal.task.TaskCommand.Forget;
import io.talkoo.engine.internal.task.TaskCommand.Get;
import io.talkoo.engine.internal.task.TaskCommand.LookForWatchers;
import io.talkoo.engine.internal.task.TaskCommand.Parked;
import io.talkoo.engine.internal.task.TaskCommand.Progress;
import io.talkoo.engine.internal.task.TaskCommand.Rerun;
import io.talkoo.engine.internal.task.TaskCommand.Revoke;
import io.talkoo.engine.internal.task.TaskCommand.RunReport;
import io.talkoo.engine.internal.task.TaskCommand.Submit;
import io.talkoo.engine.internal.task.TaskCommand.Unwatch;
import io.talkoo.engine.internal.task.TaskCommand.Watch;
import io.talkoo.engine.internal.worker.WorkerCommand;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * One task: the only writer of its row. The gateway submits to it and asks it, the Worker of its partition is offered
 * the task and tells what became of it. What may happen when is {@link TaskState}'s to say; this actor carries it out,
 * in the order write, commit, tell. Everything but the watchers and an unfinished run's last words is in the row, so a
 * restart loses nothing that was acknowledged.
 */
public final class TaskEntity extends TaskRuns {
    public static final EntityTypeKey<TalkooMessage> KEY = EntityTypeKey.create(TalkooMessage.class, "task");

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
        super(context, shard, environment, id);
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
        if (command instanceof Unwatch
                || command instanceof Parked
                || command instanceof LookForWatchers
                || command instanceof TaskCommand.Reread) {
            passivateIfIdle();
            return true;
        }
        return false;
    }

    @Override
    protected void handle(TaskCommand command) {
        if (command instanceof RunReport report) {
            onReport(report);
        } else if (command instanceof Submit submit) {
            onSubmit(submit);
        } else if (command instanceof Unwatch unwatch) {
            watchers.remove(unwatch.call());
        } else if (command instanceof LookForWatchers) {
            lookForWatchers();
        } else if (command instanceof ClientCall call) {
            onCall(call);
        }
        passivateIfIdle();
    }

    private void onCall(ClientCall command) {
        if (state() == null) {
            refuse(command, ProblemType.NOT_FOUND, "There is no task " + id + ".");
        } else if (command instanceof Get get) {
            onGet(get);
        } else if (command instanceof Await await) {
            await(new Waiter(await.call(), await.replyTo()));
        } else if (command instanceof Watch watch) {
            onWatch(watch);
        } else if (command instanceof Revoke revoke) {
            onRevoke(revoke);
        } else if (command instanceof Rerun rerun) {
            onRerun(rerun);
        } else if (command instanceof Forget forget) {
            onForget(forget);
        } else {
            throw new IllegalStateException("no handler for " + command.getClass());
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
        if (submit.readyCall() != 0) {
            await(new Waiter(submit.readyCall(), submit.replyTo()));
        }
    }

    private void onGet(Get get) {
        if (mayRunUnseen()) {
            locate(get);
        } else {
            get.replyTo().tell(new TaskReply.Current(get.call(), state()));
        }
    }

    private void onWatch(Watch watch) {
        if (state().ready() || running) {
            follow(watch);
        } else {
            locate(watch);
        }
    }

    /** Whether a run may have begun without this incarnation having been told. */
    private boolean mayRunUnseen() {
        return !state().ready()
                && !state().phase().blocked()
                && !running
                && !state().dueAt().isAfter(now());
    }

    private void locate(ClientCall call) {
        boolean follow = call instanceof Watch && !ending();
        observing |= follow;
        tellWorker(new WorkerCommand.Locate(id, context.getSelf(), follow));
        ask(call);
    }

    private void onRevoke(Revoke revoke) {
        if (state().ready()) {
            revoke.replyTo().tell(new TaskReply.Current(revoke.call(), state()));
        } else if (state().phase().blocked()) {
            end(TaskState.revoked(state(), revoke.reason(), now()), revoke);
        } else {
            tellWorker(new WorkerCommand.Withdraw(id, context.getSelf()));
            ask(revoke);
        }
    }

    @Override
    protected void answered(TaskCommand command, Answer answer) {
        if (answer instanceof TaskAnswer.Located located) {
            if (command instanceof Revoke revoke) {
                revoke(revoke, located.run());
            } else {
                offered |= located.followed();
                onLocated((ClientCall) command, located.run());
            }
        } else if (command instanceof ClientCall call) {
            tellWorker(new WorkerCommand.Released(id));
            refuse(call, ProblemType.UNAVAILABLE, "The worker of task " + id + " did not answer; try again.");
        }
        passivateIfIdle();
    }

    private void onLocated(ClientCall call, Run run) {
        if (run != null) {
            onBegan(new Began(id, run));
        }
        if (call instanceof Watch watch) {
            follow(watch);
        } else {
            call.replyTo().tell(new TaskReply.Current(call.call(), state()));
        }
    }

    private void revoke(Revoke revoke, Run run) {
        Instant now = now();
        if (run == null) {
            end(TaskState.revoked(state(), revoke.reason(), now), revoke);
        } else if (revoke.waitingOnly()) {
            onBegan(new Began(id, run));
            revoke.replyTo().tell(new TaskReply.Current(revoke.call(), state()));
        } else if (!TaskState.isCurrent(state(), revision(), run)) {
            refuse(revoke, ProblemType.UNAVAILABLE, "Task " + id + " changes hands at this moment; try again.");
        } else if (revoke.terminate()) {
            end(
                    TaskState.revokedWhileRunning(state(), run, revoke.reason(), now),
                    revoke,
                    () -> tellWorker(new WorkerCommand.Terminate(id, run, revoke.reason())));
        } else {
            running = true;
            save(
                    TaskState.revoking(state(), run, revoke.reason()),
                    revoke,
                    () -> revoke.replyTo().tell(new TaskReply.Current(revoke.call(), state())));
        }
    }

    private void onRerun(Rerun rerun) {
        if (!TaskState.allows(state(), TaskState.Event.RERUN)) {
            refuse(rerun, ProblemType.WRONG_STATE, "Only a FAILURE or REVOKED task runs again; this one is " + word());
            return;
        }
        if (state().isUpstreamFailed()) {
            String cause = state().error().cause().id();
            refuse(rerun, ProblemType.WRONG_STATE, "This task has nothing to work on before " + cause + " ran again.");
            return;
        }
        save(TaskState.rerun(state(), now()), rerun, () -> {
            rerun.replyTo().tell(new TaskReply.Current(rerun.call(), state()));
            notifyWatchers();
            if (!state().phase().blocked()) {
                offer();
            }
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

    @Override
    protected boolean unavailable(TaskCommand command, Throwable failure) {
        if (command instanceof ClientCall call) {
            if (failure instanceof TalkooException codec) {
                refuse(call, codec.type(), codec.getMessage());
            } else {
                refuse(call, ProblemType.UNAVAILABLE, "The store could not be reached; send the same id again.");
            }
            if (call instanceof Revoke) {
                tellWorker(new WorkerCommand.Released(id));
            }
            return false;
        }
        return command instanceof Finished || command instanceof Begin || command instanceof Expire;
    }

    @Override
    protected boolean refused(TaskCommand command) {
        if (command instanceof ClientCall call) {
            refuse(call, ProblemType.OVERLOADED, "Too many calls wait for task " + id + "; try again later.");
            return true;
        }
        // Slots and Workers wait for what comes of the other reports.
        return command instanceof Progress;
    }

    private void refuse(ClientCall call, ProblemType type, String detail) {
        call.replyTo().tell(new TaskReply.Refused(call.call(), type, detail));
    }

    @Override
    protected boolean isConflict(Throwable failure) {
        return failure instanceof RevisionConflictException;
    }

    @Override
    protected void handOn(TaskCommand command) {
        environment.region().get().tell(command);
    }

    @Override
    protected void collect(Claim claim) {
        Parcels.get(context.getSystem()).collect(claim, environment.region().get());
    }

    /** A write that failed may have reached the row all the same: whoever waits for this task asks again. */
    @Override
    protected void loaded() {
        letGo();
    }

    @Override
    protected void stopped() {
        letGo();
    }

    private void letGo() {
        watchers.interrupt();
        if (offered || observing) {
            tellWorker(new WorkerCommand.Gone(id, context.getSelf()));
        }
        offered = false;
        observing = false;
        running = false;
    }
}
