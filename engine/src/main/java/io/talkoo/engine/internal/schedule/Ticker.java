package io.talkoo.engine.internal.schedule;

import io.opentelemetry.context.Context;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.Failures;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.gateway.UnattendedTasks;
import io.talkoo.engine.internal.schedule.ScheduleMessage.Failed;
import io.talkoo.engine.internal.schedule.ScheduleMessage.Found;
import io.talkoo.engine.internal.schedule.ScheduleMessage.Look;
import io.talkoo.engine.internal.schedule.ScheduleMessage.Worked;
import io.talkoo.engine.internal.store.DueSchedule;
import io.talkoo.engine.internal.store.RevisionConflictException;
import io.talkoo.engine.internal.store.ScheduleTable;
import io.talkoo.engine.internal.store.StoreUnavailableException;
import io.talkoo.engine.internal.store.StoredSchedule;
import io.talkoo.engine.internal.trace.Submission;
import io.talkoo.engine.internal.trace.Tracing;
import io.talkoo.engine.internal.worker.Workers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.event.Level;

/**
 * Makes the tasks of the schedules in the partitions that are on this node; one per node. It remembers only when to look
 * next: what waits, waits in the store. That a partition is on one node at a time saves work and decides nothing: of two
 * that work through a tick, the revision of the schedule's row lets one write it.
 */
public final class Ticker extends AbstractBehavior<ScheduleMessage> {
    /** Schedules that are read at once. */
    private static final int PAGE = 250;

    /** Tasks that are made at once, give or take those of one schedule. */
    private static final int MOST_TASKS = 2 * Ticks.MOST;

    /** Ticks that are close to each other are worked through together. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    /** What other nodes changed is found by looking. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** A schedule that cannot be worked through is not to keep the others from it. */
    private static final Duration PUT_OFF = Duration.ofMinutes(1);

    /** What a ticker works with. */
    public record Environment(
            ScheduleTable schedules,
            Workers workers,
            FleetView fleet,
            UnattendedTasks tasks,
            Tracing tracing,
            Clock clock,
            TalkooSettings.Schedules settings) {}

    private final Environment environment;
    private final TimerScheduler<ScheduleMessage> timers;
    private boolean busy;
    private boolean lookAgain;

    public static Behavior<ScheduleMessage> create(Environment environment) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new Ticker(context, timers, environment)));
    }

    private Ticker(
            ActorContext<ScheduleMessage> context, TimerScheduler<ScheduleMessage> timers, Environment environment) {
        super(context);
        this.environment = environment;
        this.timers = timers;
        lookAfter(SHORTEST_PAUSE);
    }

    @Override
    public Receive<ScheduleMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(Look.class, look -> onLook())
                .onMessage(Found.class, this::onFound)
                .onMessage(Worked.class, this::onWorked)
                .onMessage(Failed.class, this::onFailed)
                .build();
    }

    private Behavior<ScheduleMessage> onLook() {
        lookAgain = busy;
        if (busy) {
            return this;
        }
        List<Integer> here = partitionsHere();
        if (here.isEmpty()) {
            lookAfter(LONGEST_PAUSE);
            return this;
        }
        busy = true;
        Instant now = environment.clock().instant();
        ScheduleTable schedules = environment.schedules();
        getContext()
                .pipeToSelf(
                        schedules
                                .due(here, now, PAGE)
                                .thenCombine(
                                        schedules.nextDue(here, now), (due, next) -> new Found(due, next.orElse(null))),
                        (found, failure) -> failure == null ? found : new Failed(failure));
        return this;
    }

    private List<Integer> partitionsHere() {
        Workers workers = environment.workers();
        return IntStream.range(0, workers.partitions())
                .filter(partition -> workers.local(partition) != null)
                .boxed()
                .toList();
    }

    private Behavior<ScheduleMessage> onFound(Found found) {
        Instant now = environment.clock().instant();
        List<DueSchedule> due = found.due().stream().filter(this::canBeJudged).toList();
        List<CompletionStage<Instant>> writes = work(due, now);
        boolean more = writes.size() == PAGE || writes.size() < due.size();
        CompletionStage<Instant> next = CompletableFuture.completedStage(found.nextAt());
        for (CompletionStage<Instant> write : writes) {
            next = next.thenCombine(write, Ticker::earlier);
        }
        getContext().pipeToSelf(next, (at, failure) -> failure == null ? new Worked(more, at) : new Failed(failure));
        return this;
    }

    /** Who has not introduced himself yet may have been up when a tick seems to have been missed. */
    private boolean canBeJudged(DueSchedule due) {
        FleetView fleet = environment.fleet();
        return fleet.unheard().isEmpty() || !due.stored().schedule().nextAt().isBefore(fleet.upSince());
    }

    /** Answers for each schedule when it ticks next. */
    private List<CompletionStage<Instant>> work(List<DueSchedule> due, Instant now) {
        Instant missedBefore = later(
                environment.fleet().upSince(), now.minus(environment.settings().lateAfter()));
        List<CompletionStage<Instant>> writes = new ArrayList<>();
        int tasks = 0;
        for (DueSchedule each : due) {
            if (tasks < MOST_TASKS) {
                Firing firing = firing(each, now, missedBefore);
                tasks += firing.tasks().size();
                writes.add(write(each.stored(), firing, now));
            }
        }
        return writes;
    }

    private Firing firing(DueSchedule due, Instant now, Instant missedBefore) {
        try {
            return Firing.of(due, now, missedBefore, environment.tasks());
        } catch (RuntimeException e) {
            String name = due.stored().schedule().name();
            getContext().getLog().error("Schedule {} makes no task, and is looked at again later.", name, e);
            return new Firing(due.stored().schedule().withNext(now.plus(PUT_OFF)), List.of());
        }
    }

    private CompletionStage<Instant> write(StoredSchedule stored, Firing firing, Instant now) {
        // Each tick begins a trace of its own.
        Submission submission = environment.tracing().submit(firing.tasks(), Context.root());
        return environment
                .schedules()
                .save(firing.after(), stored.revision() + 1, submission.tasks())
                .thenApply(done -> {
                    submission.stored();
                    return firing.after().nextAt();
                })
                .exceptionally(failure -> {
                    if (Failures.cause(failure) instanceof RevisionConflictException) {
                        return now;
                    }
                    throw new CompletionException(Failures.cause(failure));
                });
    }

    private Behavior<ScheduleMessage> onWorked(Worked worked) {
        busy = false;
        if (worked.more()) {
            return onLook();
        }
        Instant next = lookAgain ? environment.clock().instant() : worked.nextAt();
        lookAfter(
                next == null
                        ? LONGEST_PAUSE
                        : Duration.between(environment.clock().instant(), next));
        return this;
    }

    /** A store that is away has said so itself. */
    private Behavior<ScheduleMessage> onFailed(Failed failed) {
        Level level = Failures.cause(failed.cause()) instanceof StoreUnavailableException ? Level.DEBUG : Level.WARN;
        getContext()
                .getLog()
                .atLevel(level)
                .log("Schedules could not be worked through: {}", failed.cause().toString());
        busy = false;
        lookAfter(LONGEST_PAUSE);
        return this;
    }

    private void lookAfter(Duration wanted) {
        Duration pause = wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
        timers.startSingleTimer(new Look(), pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause);
    }

    private static Instant earlier(Instant a, Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
