package io.talkoo.engine.internal.remote;

import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.engine.internal.fleet.Peer;
import io.talkoo.engine.internal.gateway.Questions;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.remote.RemoteCommand.Beat;
import io.talkoo.engine.internal.remote.RemoteCommand.Begun;
import io.talkoo.engine.internal.remote.RemoteCommand.Checked;
import io.talkoo.engine.internal.remote.RemoteCommand.Completed;
import io.talkoo.engine.internal.remote.RemoteCommand.Failed;
import io.talkoo.engine.internal.remote.RemoteCommand.Filled;
import io.talkoo.engine.internal.remote.RemoteCommand.Leave;
import io.talkoo.engine.internal.remote.RemoteCommand.Left;
import io.talkoo.engine.internal.remote.RemoteCommand.Look;
import io.talkoo.engine.internal.remote.RemoteCommand.Poll;
import io.talkoo.engine.internal.remote.RemoteCommand.Progressed;
import io.talkoo.engine.internal.remote.RemoteCommand.Register;
import io.talkoo.engine.internal.remote.RemoteCommand.Stop;
import io.talkoo.engine.internal.remote.RemoteCommand.WorkerCall;
import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.engine.internal.run.TimeLimits;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskReply;
import io.talkoo.engine.internal.task.Waiter;
import io.talkoo.engine.internal.trace.RunSpan;
import io.talkoo.engine.internal.trace.Tracing;
import io.talkoo.engine.internal.worker.Slots;
import io.talkoo.engine.internal.worker.SlotsCommand;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TaskError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * One worker outside of the nodes, as long as something is heard of it: what it may run and what it does. It offers slots
 * for as much as the worker asks for, hands out what begins in them, and takes what comes of it.
 */
final class RemoteWorker extends AbstractBehavior<RemoteCommand> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** Who does not want to wait gives the other nodes this time to lend what they have. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(300);

    private static final int SILENT_HEARTBEATS = 3;

    /**
     * What all workers of a node share.
     *
     * @param slots makes the environment of a worker's slots
     */
    record Environment(
            BiFunction<Register, ActorRef<RemoteCommand>, Slots.Environment> slots,
            Guests guests,
            LimitsView limits,
            Questions questions,
            FailedRun failedRuns,
            Tracing tracing,
            Clock clock,
            Duration heartbeat) {}

    private final Environment environment;
    private final ActorRef<RemoteCommand> parent;
    private final String workerId;
    private final NodeInfo info;
    private final int concurrency;
    private final ActorRef<SlotsCommand> slots;
    private final ActorRef<Done> filled;
    private final RemoteRuns runs = new RemoteRuns();
    private final Deque<WaitingPoll> polls = new ArrayDeque<>();

    /** Slots that were offered and are not used yet. */
    private int offered;

    /** The latest offer is not confirmed yet: more may have begun than is known. */
    private boolean filling;

    private Instant heardAt;

    /** @param parent told when it has left */
    static Behavior<RemoteCommand> create(Register register, Environment environment, ActorRef<RemoteCommand> parent) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Look(), LOOK_EVERY);
            return new RemoteWorker(context, register, environment, parent);
        }));
    }

    private RemoteWorker(
            ActorContext<RemoteCommand> context,
            Register register,
            Environment environment,
            ActorRef<RemoteCommand> parent) {
        super(context);
        this.environment = environment;
        this.parent = parent;
        this.workerId = register.workerId();
        this.info = register.info();
        this.concurrency = register.concurrency();
        this.heardAt = environment.clock().instant();
        this.filled = context.messageAdapter(Done.class, done -> new Filled());
        this.slots = context.spawn(Slots.create(environment.slots().apply(register, context.getSelf())), "slots");
        environment.guests().add(new Peer(info, slots));
        register.replyTo().tell(Done.getInstance());
    }

    @Override
    public Receive<RemoteCommand> createReceive() {
        return newReceiveBuilder().onAnyMessage(this::dispatch).build();
    }

    private Behavior<RemoteCommand> dispatch(RemoteCommand command) {
        if (command instanceof WorkerCall call) {
            heardAt = environment.clock().instant();
            return onCall(call);
        } else if (command instanceof Begun begun) {
            onBegun(begun);
        } else if (command instanceof Filled) {
            onFilled();
        } else if (command instanceof Stop stop) {
            stop(stop.run(), stop.reason());
        } else if (command instanceof Checked checked) {
            onChecked(checked);
        } else if (command instanceof Look) {
            return onLook();
        } else {
            return leave();
        }
        return this;
    }

    private Behavior<RemoteCommand> onCall(WorkerCall call) {
        if (call instanceof Poll poll) {
            onPoll(poll);
        } else if (call instanceof Beat beat) {
            onBeat(beat);
        } else if (call instanceof Progressed progressed) {
            onProgressed(progressed);
        } else if (call instanceof Completed completed) {
            onCompleted(completed);
        } else if (call instanceof Failed failed) {
            onFailed(failed);
        } else if (call instanceof Leave) {
            taken(call.asker());
            return leave();
        }
        return this;
    }

    private void onPoll(Poll poll) {
        Duration wait = poll.atMost().compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : poll.atMost();
        polls.add(new WaitingPoll(poll.asker(), poll.most(), System.nanoTime() + wait.toNanos()));
        runs.redeliver();
        answer();
    }

    /** Hands out what there is, and offers slots for what is asked for beyond that. */
    private void answer() {
        while (!polls.isEmpty()) {
            var handed = runs.deliver(polls.peek().most(), concurrency);
            if (handed.isEmpty()) {
                break;
            }
            polls.poll().answer(handed);
            heardAt = environment.clock().instant();
        }
        long wanted = polls.stream().mapToLong(WaitingPoll::most).sum();
        int now = (int) Math.max(0, Math.min(wanted, concurrency - runs.size()));
        if (!filling && now != offered) {
            fill(now - offered);
            offered = now;
        }
    }

    private void fill(int more) {
        filling = true;
        slots.tell(new SlotsCommand.Offer(more, filled));
    }

    /** Others that begin at the same time are to go out with it. */
    private void onBegun(Begun begun) {
        TaskRecord task = begun.run().task().task();
        var type = environment.limits().type(task.spec().name());
        RunSpan span = environment.tracing().run(task);
        runs.add(new HeldRun(
                begun.run(), type.orElse(null), span, environment.clock().instant()));
        offered = Math.max(0, offered - 1);
        if (!filling) {
            fill(0);
        }
    }

    private void onFilled() {
        filling = false;
        answer();
    }

    private void onProgressed(Progressed progressed) {
        HeldRun run = runs.find(progressed.run());
        if (run == null) {
            refuse(progressed.asker(), progressed.run());
        } else {
            run.confirmed = true;
            run.reports.reported(progressed.state(), progressed.meta(), progressed.asker());
        }
    }

    private void onCompleted(Completed completed) {
        HeldRun run = runs.find(completed.run());
        end(completed, completed.run(), run == null ? null : run.kept(completed.outcome()));
    }

    private void onFailed(Failed failed) {
        HeldRun run = runs.find(failed.run());
        end(failed, failed.run(), run == null ? null : environment.failedRuns().outcome(run, failed));
    }

    /** @param outcome null of a run that is not held any more */
    private void end(WorkerCall call, RunKey key, Outcome outcome) {
        HeldRun run = runs.find(key);
        HeldRun before = runs.findAnswered(key);
        if (run != null) {
            run.answer = call;
            run.outcome = outcome;
            run.span.end(outcome);
            runs.answered(run);
            run.reports.ended(outcome, call.asker());
            answer();
        } else if (before != null && before.answer.getClass() == call.getClass()) {
            // The answer to the first call may have got lost.
            before.reports.ended(before.outcome, call.asker());
        } else {
            refuse(call.asker(), key);
        }
    }

    private void onBeat(Beat beat) {
        runs.named(new HashSet<>(beat.running()));
        ActorRef<RemoteCommand> self = getContext().getSelf();
        OvertakenRuns.among(beat.running(), runs, environment.questions())
                .thenAccept(overtaken -> self.tell(new Checked(overtaken, beat.asker())));
    }

    private void onChecked(Checked checked) {
        checked.overtaken().forEach(run -> stop(run, "overtaken"));
        Waiter asker = checked.asker();
        List<String> ids = checked.overtaken().stream().map(RunKey::id).toList();
        asker.replyTo().tell(new TaskReply.Overtaken(asker.call(), ids));
    }

    /** Its task went on without it. */
    private void stop(RunKey key, String reason) {
        end(key, TaskError.of(ErrorTypes.REVOKED, reason));
    }

    private void end(RunKey key, TaskError error) {
        HeldRun run = runs.find(key);
        if (run != null) {
            Outcome failed = new Outcome.Failed(error);
            runs.remove(run);
            run.span.end(failed);
            run.reports.ended(failed, null);
            answer();
        }
    }

    private Behavior<RemoteCommand> onLook() {
        Instant now = environment.clock().instant();
        runs.overdue(now).forEach(run -> end(run.key(), TimeLimits.exceeded(run.handout.timeLimit())));
        long nanos = System.nanoTime();
        polls.stream().filter(poll -> poll.isOver(nanos)).forEach(poll -> poll.answer(List.of()));
        if (polls.removeIf(poll -> poll.isOver(nanos))) {
            answer();
        }
        // Who waits for work and holds none is not missed.
        boolean needed = runs.delivered() > 0 || polls.isEmpty();
        if (needed && now.isAfter(heardAt.plus(environment.heartbeat().multipliedBy(SILENT_HEARTBEATS)))) {
            getContext().getLog().warn("Worker {} is silent; its {} runs go to others.", info.name(), runs.delivered());
            return leave();
        }
        return this;
    }

    private Behavior<RemoteCommand> leave() {
        environment.guests().remove(slots);
        getContext().watch(slots);
        slots.tell(new SlotsCommand.Retire());
        polls.forEach(poll -> gone(poll.asker()));
        runs.all().forEach(run -> run.span.end(null));
        return Behaviors.receive(RemoteCommand.class)
                .onMessage(WorkerCall.class, call -> {
                    gone(call.asker());
                    return Behaviors.same();
                })
                .onMessage(Left.class, left -> Behaviors.stopped())
                .onAnyMessage(other -> Behaviors.same())
                .onSignal(Terminated.class, ended -> {
                    parent.tell(new Left(workerId));
                    return Behaviors.same();
                })
                .build();
    }

    private static void taken(Waiter asker) {
        asker.replyTo().tell(new TaskReply.Taken(asker.call()));
    }

    /** Says that there is no such worker. */
    static void gone(Waiter asker) {
        String detail = "There is no such worker; it left, or was not heard of for too long. Register anew.";
        asker.replyTo().tell(new TaskReply.Refused(asker.call(), ProblemType.NOT_FOUND, detail));
    }

    private static void refuse(Waiter asker, RunKey run) {
        String detail = "The worker does not hold run " + run.token() + " of task " + run.id() + " any more.";
        asker.replyTo().tell(new TaskReply.Refused(asker.call(), ProblemType.WRONG_STATE, detail));
    }
}
