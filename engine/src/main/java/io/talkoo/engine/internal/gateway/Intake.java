package io.talkoo.engine.internal.gateway;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.store.RevisionConflictException;
import io.talkoo.engine.internal.store.TaskStore;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskReply;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.engine.internal.task.Waiter;
import io.talkoo.engine.internal.worker.WorkerCommand;
import io.talkoo.engine.internal.worker.Workers;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import scala.concurrent.ExecutionContext;
import scala.util.Failure;
import scala.util.Try;

/**
 * Stores tasks whose id was minted here. Nobody else can know such an id, so no entity has to be asked: the row is
 * inserted, the Worker is offered the task, and the entity comes to life when there is something to decide
 * ({@code engine/decisions/0005-intake.md}). What follows an insert is done by a few actors, not by the store's thread.
 * Thread-safe.
 */
public final class Intake {
    private static final ExecutionContext PARASITIC = ExecutionContext.parasitic$.MODULE$;

    /** The store answered; {@code failure} is null when the task is committed. */
    private record Inserted(TaskRecord task, long call, long readyCall, Throwable failure) {}

    private final TaskStore store;
    private final Workers workers;
    private final Calls calls;
    private final ActorRef<TalkooMessage> tasks;
    private final List<ActorRef<Inserted>> followers;

    /** @param count actors to start */
    public Intake(
            TaskStore store, Workers workers, Calls calls, ActorRef<TalkooMessage> tasks, Spawner spawner, int count) {
        this.store = store;
        this.workers = workers;
        this.calls = calls;
        this.tasks = tasks;
        this.followers = IntStream.range(0, count)
                .mapToObj(i -> spawner.spawn(follower(), "talkoo-intake-" + i))
                .toList();
    }

    private Behavior<Inserted> follower() {
        return Behaviors.receiveMessage(inserted -> {
            follow(inserted);
            return Behaviors.same();
        });
    }

    /**
     * Stores a new task; {@code call} is answered with {@link TaskReply.Submitted} or {@link TaskReply.Refused}.
     *
     * @param readyCall is answered once the task is ready; 0 for no such answer
     */
    public void insert(TaskSpec spec, long call, long readyCall) {
        TaskRecord task = TaskState.submitted(spec);
        ActorRef<Inserted> follower = followers.get((int) (call % followers.size()));
        store.save(task, 1)
                .onComplete(
                        result -> {
                            follower.tell(new Inserted(task, call, readyCall, failure(result)));
                            return null;
                        },
                        PARASITIC);
    }

    private static Throwable failure(Try<?> result) {
        return result instanceof Failure<?> failure ? failure.exception() : null;
    }

    private void follow(Inserted inserted) {
        TaskRecord task = inserted.task;
        if (inserted.failure == null) {
            calls.deliver(new TaskReply.Submitted(inserted.call, task, false));
            workers.tell(new WorkerCommand.Offer(new StoredTask(task, 1), null, false, waiter(inserted)));
        } else if (inserted.failure instanceof RevisionConflictException) {
            // The insert had gone through although an earlier try of it was reported as failed.
            tasks.tell(new TaskCommand.Submit(
                    task.spec(), inserted.call, inserted.readyCall, calls.receiver(inserted.call)));
        } else if (inserted.failure instanceof TalkooException codec) {
            calls.deliver(new TaskReply.Refused(inserted.call, codec.type(), codec.getMessage()));
        } else {
            calls.deliver(new TaskReply.Refused(
                    inserted.call,
                    ProblemType.UNAVAILABLE,
                    "The store could not be reached; whether the task is stored is not known."));
        }
    }

    private Waiter waiter(Inserted inserted) {
        return inserted.readyCall == 0 ? null : new Waiter(inserted.readyCall, calls.receiver(inserted.readyCall));
    }
}
