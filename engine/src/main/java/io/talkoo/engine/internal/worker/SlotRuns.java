package io.talkoo.engine.internal.worker;

import io.talkoo.config.TalkooSettings.TrackStarted;
import io.talkoo.engine.internal.task.Run;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.worker.Activity.Active;
import io.talkoo.engine.internal.worker.SlotsCommand.Freed;
import io.talkoo.engine.internal.worker.SlotsCommand.Granted;
import io.talkoo.engine.internal.worker.SlotsCommand.Push;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The pools of slots of a node with the lines before them, and what runs in them. Belongs to {@link Slots}; not
 * thread-safe, but for what is said of the end of a run.
 */
final class SlotRuns {
    private static final class Running {
        private final Run run;
        private Push order;
        private Consumer<String> terminator;

        /** When STARTED has to be written; null if it is already, or never is. */
        private Instant trackAt;

        private Running(Push order, Run run, Instant trackAt) {
            this.order = order;
            this.run = run;
            this.trackAt = trackAt;
        }
    }

    private static final class Beginning {
        private final Instant at;
        private Push order;
        private Instant askedAt;

        private Beginning(Push order, Instant at) {
            this.order = order;
            this.at = at;
        }
    }

    /** A task that is moving to another node may not have got what it was told. */
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Slots.Environment environment;
    private final Standstill standstill;
    private final ActorRef<SlotsCommand> self;
    private final Consumer<Push> doneWith;
    private final Map<String, SlotPool> pools = new HashMap<>();
    private final List<SlotPool> open = new ArrayList<>();
    private final List<SlotPool> all = new ArrayList<>();

    /** What no slot of this node can run. */
    private final SlotPool foreign = new SlotPool(0);

    /** What waits for its queue to be resumed. */
    private final SlotPool held = new SlotPool(0);

    private Set<String> paused = Set.of();

    private final Map<String, Running> running = new HashMap<>();

    /** Have a slot, and wait for their run to be written down. */
    private final Map<String, Beginning> beginning = new HashMap<>();

    private boolean closed;

    /** @param doneWith told of every order that ran, was refused or expired */
    SlotRuns(Slots.Environment environment, ActorRef<SlotsCommand> self, Consumer<Push> doneWith) {
        this.environment = environment;
        this.standstill = new Standstill(environment.clock().instant());
        this.self = self;
        this.doneWith = doneWith;
        boolean offered = environment.workplace().offersSlots();
        environment.queueSlots().byName().forEach((name, size) -> pools.put(name, new SlotPool(offered ? 0 : size)));
        open.addAll(pools.values());
        open.add(foreign);
        all.addAll(open);
        all.add(held);
    }

    /** The pools by name. */
    Map<String, SlotPool> pools() {
        return pools;
    }

    /** The pools, the line of those who cannot run here, and that of those who must not run anywhere. */
    List<SlotPool> lines() {
        return all;
    }

    /** The lines of those who may run, here or elsewhere. */
    List<SlotPool> openLines() {
        return open;
    }

    /** The line of those who cannot run here. */
    SlotPool foreign() {
        return foreign;
    }

    /** Takes out of the lines what was borrowed, where more waits than will begin soon. */
    List<Push> takeBorrowedSurplus() {
        return all.stream()
                .filter(pool -> pool.surplus() > 0)
                .flatMap(pool -> pool.removeIf(order -> order.lender() != null).stream())
                .toList();
    }

    /** Nothing of these queues begins from now on; what waits of all others may. */
    void pause(Set<String> queues) {
        if (!queues.equals(paused)) {
            paused = queues;
            List<Push> moving = new ArrayList<>();
            all.forEach(line -> moving.addAll(line.removeIf(order -> line(order) != line)));
            moving.forEach(this::add);
        }
    }

    /** The queues of which nothing begins. */
    Set<String> paused() {
        return paused;
    }

    boolean isPaused(Push order) {
        return paused.contains(queue(order));
    }

    /** Whether something of a paused queue has a slot and waits to be written down. */
    boolean isPausedOneBeginning() {
        return beginning.values().stream().anyMatch(each -> isPaused(each.order));
    }

    boolean canRun(Push order) {
        return pool(order) != foreign;
    }

    /** Where the task waits. */
    private SlotPool line(Push order) {
        return isPaused(order) ? held : pool(order);
    }

    /** Where the task runs. */
    private SlotPool pool(Push order) {
        var spec = order.task().task().spec();
        String pool = environment.queueSlots().pool(spec.queue());
        return pool == null || !environment.workplace().canRun(spec.name()) ? foreign : pools.get(pool);
    }

    /** Begins nothing more; the lines stay. */
    void close() {
        closed = true;
    }

    void add(Push order) {
        SlotPool pool = line(order);
        pool.add(order);
        fill(pool);
    }

    private void fill(SlotPool pool) {
        for (Push order = nextOf(pool); order != null; order = nextOf(pool)) {
            begin(pool, order);
        }
    }

    private Push nextOf(SlotPool pool) {
        return closed ? null : pool.next();
    }

    private void begin(SlotPool pool, Push order) {
        Instant now = environment.clock().instant();
        Instant expiresAt = order.task().task().spec().expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            pool.free();
            doneWith.accept(order);
            environment.workers().tell(new WorkerCommand.Withdrawn(order.id(), null));
        } else if (order.writeFirst() || track(order).mode() == TrackStarted.Mode.ALWAYS || mayBeGivenUp(now)) {
            Beginning begun = new Beginning(order, now);
            beginning.put(order.id(), begun);
            ask(begun, now);
        } else {
            start(order, order.task(), new Run(order.task().revision(), now, environment.node()), true);
        }
    }

    private boolean mayBeGivenUp(Instant now) {
        return !environment.fleet().others().isEmpty() && standstill.isNear(now);
    }

    private void ask(Beginning begun, Instant now) {
        begun.askedAt = now;
        environment.tasks().tell(new TaskCommand.Begin(begun.order.id(), begun.at, environment.node(), self));
    }

    private TrackStarted track(Push order) {
        return environment.workplace().trackStarted(order.task().task().spec().name());
    }

    /** @param unwritten whether the store does not know of the run */
    private void start(Push order, StoredTask task, Run run, boolean unwritten) {
        Running begun = new Running(order, run, unwritten ? trackAt(order, run) : null);
        running.put(order.id(), begun);
        environment.news().began(task.task(), run);
        if (order.entity() != null) {
            order.entity().tell(new TaskCommand.Began(order.id(), run));
        }
        begun.terminator = environment.workplace().start(new RunReports(environment, self, order, task, run));
    }

    private Instant trackAt(Push order, Run run) {
        TrackStarted track = track(order);
        return track.mode() == TrackStarted.Mode.AFTER ? run.startedAt().plus(track.after()) : null;
    }

    void freed(Freed freed) {
        Push order = freed.order();
        Running ended = running.get(order.id());
        // The task's next run may have begun before this one gave its slot back.
        if (ended != null && ended.run.token() == freed.token()) {
            running.remove(order.id());
            order = ended.order;
        }
        if (environment.workplace().offersSlots()) {
            doneWith.accept(order);
        } else {
            free(order);
        }
    }

    /** There are so many slots more, or less where they are still free. */
    void offer(int slots) {
        for (SlotPool pool : pools.values()) {
            pool.offer(slots);
            fill(pool);
        }
    }

    /** Takes out of the lines what nobody uses slots for any more. */
    List<Push> takeUnwanted() {
        return environment.workplace().offersSlots()
                ? pools.values().stream()
                        .filter(SlotPool::isIdle)
                        .flatMap(pool -> pool.removeIf(order -> true).stream())
                        .toList()
                : foreign.removeIf(order -> order.lender() == null
                        && !environment.fleet().knows(order.task().task().spec().name()));
    }

    /** Writes down all that runs, whether it has lasted or not. */
    void trackAll() {
        running.values().stream()
                .filter(each -> each.trackAt != null)
                .forEach(each -> environment.tasks().tell(new TaskCommand.Track(each.order.id(), each.run)));
    }

    private void free(Push order) {
        doneWith.accept(order);
        SlotPool pool = pool(order);
        pool.free();
        fill(pool);
    }

    void granted(Granted granted) {
        Beginning begun = beginning.remove(granted.task().task().id());
        if (begun != null) {
            start(begun.order, granted.task(), granted.run(), false);
        }
    }

    void denied(String id) {
        Beginning begun = beginning.remove(id);
        if (begun != null) {
            free(begun.order);
        }
    }

    /** Writes down what has lasted, and asks again for what was not answered. */
    void track() {
        Instant now = environment.clock().instant();
        standstill.ticked(now);
        beginning.values().stream()
                .filter(each -> !each.askedAt.plus(ASK_AGAIN_AFTER).isAfter(now))
                .forEach(each -> ask(each, now));
        for (Running each : running.values()) {
            if (each.trackAt != null && !each.trackAt.isAfter(now)) {
                each.trackAt = null;
                environment.tasks().tell(new TaskCommand.Track(each.order.id(), each.run));
            }
        }
    }

    /** The run of the task; null if it has none here. */
    Run run(String id) {
        Running found = running.get(id);
        return found == null ? null : found.run;
    }

    /** Interrupts the run, if that is the one; whether it is. */
    boolean terminate(SlotsCommand.Terminate terminate) {
        Running found = running.get(terminate.id());
        boolean current = found != null && found.run.token() == terminate.run().token();
        if (current) {
            found.terminator.accept(terminate.reason());
        }
        return current;
    }

    /** Whether it has a slot and waits to be written down. */
    boolean isBeginning(String id) {
        return beginning.containsKey(id);
    }

    /** Whether this order, or a later one of the task, has its slot. */
    boolean isUnderWay(Push order) {
        Running found = running.get(order.id());
        return beginning.containsKey(order.id())
                || found != null
                        && found.order.task().revision() >= order.task().revision();
    }

    /** What waits here under this id; null if nothing does. */
    Push waiting(String id) {
        for (SlotPool line : all) {
            Push order = line.find(id);
            if (order != null) {
                return order;
            }
        }
        return null;
    }

    boolean isHere(String id) {
        return running.containsKey(id) || beginning.containsKey(id) || waiting(id) != null;
    }

    void remove(Push waiting) {
        line(waiting).remove(waiting.id());
    }

    /** How many run, or are about to. */
    int size() {
        return running.size() + beginning.size();
    }

    Activity activity() {
        Map<String, Integer> byQueue = new HashMap<>();
        running.values().forEach(each -> byQueue.merge(queue(each.order), 1, Integer::sum));
        beginning.values().forEach(each -> byQueue.merge(queue(each.order), 1, Integer::sum));
        List<Active> runs = running.values().stream()
                .map(each -> new Active(
                        each.order.id(),
                        each.order.task().task().spec().name(),
                        queue(each.order),
                        each.run.startedAt()))
                .sorted(Comparator.comparing(Active::startedAt))
                .limit(Activity.MOST_RUNS)
                .toList();
        return new Activity(environment.node(), byQueue, runs);
    }

    private static String queue(Push order) {
        return order.task().task().spec().queue();
    }

    /** What has its slot, with {@code lender} as its lender from now on. */
    List<StoredTask> handOver(Predicate<String> ids, ActorRef<SlotsCommand> lender) {
        List<StoredTask> held = new ArrayList<>();
        running.values().stream().filter(each -> ids.test(each.order.id())).forEach(each -> {
            each.order = each.order.lentBy(lender);
            held.add(each.order.task());
        });
        beginning.values().stream().filter(each -> ids.test(each.order.id())).forEach(each -> {
            each.order = each.order.lentBy(lender);
            held.add(each.order.task());
        });
        return held;
    }
}
