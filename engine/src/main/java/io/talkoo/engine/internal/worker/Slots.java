package io.talkoo.engine.internal.worker;

import io.talkoo.config.TalkooSettings.TrackStarted;
import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.engine.internal.run.RunHandle;
import io.talkoo.engine.internal.run.TaskExecutor;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskAnswer;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.worker.SlotsCommand.Denied;
import io.talkoo.engine.internal.worker.SlotsCommand.Drain;
import io.talkoo.engine.internal.worker.SlotsCommand.Freed;
import io.talkoo.engine.internal.worker.SlotsCommand.Granted;
import io.talkoo.engine.internal.worker.SlotsCommand.Locate;
import io.talkoo.engine.internal.worker.SlotsCommand.Push;
import io.talkoo.engine.internal.worker.SlotsCommand.Terminate;
import io.talkoo.engine.internal.worker.SlotsCommand.Tick;
import io.talkoo.engine.internal.worker.SlotsCommand.Withdraw;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The node's concurrency: so many slots a queue, each of which runs one task at a time. Workers push what is next, the
 * best of it begins as soon as a slot is free. One per node; what it holds is lost with the node, and found again by the
 * Workers.
 */
public final class Slots extends AbstractBehavior<SlotsCommand> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /**
     * @param tasks region of the task entities
     * @param registry says how long a task runs before its STARTED is written
     * @param node name of this node, as statuses tell it
     */
    public record Environment(
            ActorRef<TalkooMessage> tasks,
            QueueSlots queueSlots,
            TaskExecutor executor,
            TaskRegistry registry,
            Clock clock,
            String node) {}

    private static final class Running {
        private final Push order;
        private final Run run;
        private RunHandle handle;

        /** When STARTED has to be written; null if it is already, or never is. */
        private Instant trackAt;

        private Running(Push order, Run run, Instant trackAt) {
            this.order = order;
            this.run = run;
            this.trackAt = trackAt;
        }
    }

    private final Environment environment;
    private final Map<String, SlotPool> pools = new HashMap<>();

    private final Map<String, Running> running = new HashMap<>();

    /** Have a slot, and wait for their run to be written down. */
    private final Map<String, Push> beginning = new HashMap<>();

    private boolean draining;

    public static Behavior<SlotsCommand> create(Environment environment) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new Slots(context, timers, environment)));
    }

    private Slots(ActorContext<SlotsCommand> context, TimerScheduler<SlotsCommand> timers, Environment environment) {
        super(context);
        this.environment = environment;
        environment.queueSlots().byName().forEach((name, size) -> pools.put(name, new SlotPool(size)));
        timers.startTimerWithFixedDelay(new Tick(), LOOK_EVERY);
    }

    @Override
    public Receive<SlotsCommand> createReceive() {
        return newReceiveBuilder().onAnyMessage(this::dispatch).build();
    }

    private Behavior<SlotsCommand> dispatch(SlotsCommand command) {
        if (command instanceof Push push) {
            onPush(push);
        } else if (command instanceof Freed freed) {
            onFreed(freed);
        } else if (command instanceof Granted granted) {
            onGranted(granted);
        } else if (command instanceof Denied denied) {
            onDenied(denied);
        } else if (command instanceof Withdraw withdraw) {
            onWithdraw(withdraw);
        } else if (command instanceof Locate locate) {
            onLocate(locate);
        } else if (command instanceof Terminate terminate) {
            onTerminate(terminate);
        } else if (command instanceof Tick) {
            onTick();
        } else if (command instanceof Drain) {
            onDrain();
        } else {
            throw new IllegalStateException("no handler for " + command.getClass());
        }
        return this;
    }

    private SlotPool pool(Push order) {
        return pools.get(
                environment.queueSlots().pool(order.task().task().spec().queue()));
    }

    private void onPush(Push push) {
        if (draining) {
            giveBack(push);
            return;
        }
        SlotPool pool = pool(push);
        pool.add(push);
        fill(pool);
    }

    private void fill(SlotPool pool) {
        for (Push order = pool.next(); order != null; order = pool.next()) {
            Instant now = environment.clock().instant();
            Instant expiresAt = order.task().task().spec().expiresAt();
            if (expiresAt != null && !expiresAt.isAfter(now)) {
                pool.free();
                order.worker().tell(new WorkerCommand.Withdrawn(order.id(), null));
            } else if (order.writeFirst()) {
                beginning.put(order.id(), order);
                environment
                        .tasks()
                        .tell(new TaskCommand.Begin(
                                order.id(),
                                now,
                                environment.node(),
                                getContext().getSelf()));
            } else {
                start(order, order.task(), new Run(order.task().revision(), now, environment.node()));
            }
        }
    }

    private void start(Push order, StoredTask task, Run run) {
        Running begun = new Running(order, run, order.writeFirst() ? null : trackAt(task, run));
        running.put(order.id(), begun);
        if (order.entity() != null) {
            order.entity().tell(new TaskCommand.Began(order.id(), run));
        }
        begun.handle = environment
                .executor()
                .start(
                        task.task(),
                        outcome -> ended(order, task, run, outcome),
                        (state, meta) -> order.worker()
                                .tell(new WorkerCommand.Reported(
                                        new TaskCommand.Progress(order.id(), run, state, meta))));
    }

    private Instant trackAt(StoredTask task, Run run) {
        TrackStarted track =
                environment.registry().type(task.task().spec().name()).trackStarted();
        return track.mode() == TrackStarted.Mode.AFTER ? run.startedAt().plus(track.after()) : null;
    }

    /** Called on the task's own thread. The Worker learns of it first: it has to know before the slot is gone. */
    private void ended(Push order, StoredTask task, Run run, Outcome outcome) {
        order.worker().tell(new WorkerCommand.Ended(task, run, outcome));
        getContext().getSelf().tell(new Freed(order, run.token()));
    }

    private void onFreed(Freed freed) {
        Running ended = running.get(freed.order().id());
        // The task's next run may have begun before this one gave its slot back.
        if (ended != null && ended.run.token() == freed.token()) {
            running.remove(freed.order().id());
        }
        SlotPool pool = pool(freed.order());
        pool.free();
        fill(pool);
    }

    private void onGranted(Granted granted) {
        Push order = beginning.remove(granted.task().task().id());
        if (order != null) {
            start(order, granted.task(), granted.run());
        }
    }

    private void onDenied(Denied denied) {
        Push order = beginning.remove(denied.id());
        if (order != null) {
            SlotPool pool = pool(order);
            pool.free();
            fill(pool);
        }
    }

    private void onWithdraw(Withdraw withdraw) {
        String id = withdraw.request().id();
        ActorRef<TalkooMessage> entity = withdraw.request().entity();
        Running found = running.get(id);
        if (found == null && !beginning.containsKey(id)) {
            if (pools.values().stream().anyMatch(pool -> pool.remove(id))) {
                withdraw.worker().tell(new WorkerCommand.Withdrawn(id, entity));
            } else if (entity != null) {
                // It ended a moment ago, and the Worker, who was told first, knows by now.
                withdraw.worker().tell(withdraw.request());
            }
        } else if (entity != null) {
            entity.tell(TaskAnswer.Located.unfollowed(found == null ? null : found.run));
        }
    }

    private void onLocate(Locate locate) {
        WorkerCommand.Locate request = locate.request();
        Running found = running.get(request.id());
        if (found != null) {
            request.entity().tell(new TaskAnswer.Located(found.run, request.follow()));
        } else if (waits(request)) {
            request.entity().tell(new TaskAnswer.Located(null, request.follow()));
        } else {
            locate.worker().tell(request);
        }
    }

    private boolean waits(WorkerCommand.Locate request) {
        if (beginning.containsKey(request.id())) {
            return true;
        }
        return pools.values().stream()
                .anyMatch(pool ->
                        request.follow() ? pool.retell(request.id(), request.entity()) : pool.contains(request.id()));
    }

    private void onTerminate(Terminate terminate) {
        Running found = running.get(terminate.id());
        if (found != null && found.run.token() == terminate.run().token()) {
            found.handle.terminate(terminate.reason());
        }
    }

    private void onTick() {
        Instant now = environment.clock().instant();
        for (Running each : running.values()) {
            if (each.trackAt != null && !each.trackAt.isAfter(now)) {
                each.trackAt = null;
                environment.tasks().tell(new TaskCommand.Track(each.order.id(), each.run));
            }
        }
    }

    private void onDrain() {
        draining = true;
        pools.values().forEach(pool -> pool.clear().forEach(this::giveBack));
    }

    /** Nothing of it was begun: the Worker may forget it, its row still waits. */
    private void giveBack(Push order) {
        order.worker().tell(new WorkerCommand.Settled(order.id()));
    }
}
