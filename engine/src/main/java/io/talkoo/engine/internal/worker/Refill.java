package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.task.Lane;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.worker.StoreReads.LanesFound;
import io.talkoo.engine.internal.worker.StoreReads.Loaded;
import io.talkoo.engine.internal.worker.StoreReads.Moved;
import io.talkoo.engine.internal.worker.StoreReads.QueuesFound;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Brings tasks from the store into the windows of a {@link Worker}: what runs low, what becomes due, and with the sweep what
 * no message told of. Belongs to one Worker; not thread-safe.
 */
final class Refill {
    /** What the Worker does with what was brought. */
    record Steps(Predicate<String> handsOut, Consumer<LaneWindow> handOut, Consumer<Entry> park) {}

    /** Lanes looked into with one read. */
    private static final int LANES_A_READ = 1024;

    /** Lanes that are made room for at once, when there are more than can be open. */
    private static final int LANES_A_TURN = 64;

    private final StoreReads reads;
    private final Holdings holdings;
    private final Agenda agenda;
    private final KnownTypes knownTypes;
    private final LimitsView limits;
    private final Steps steps;

    Refill(StoreReads reads, Holdings holdings, Agenda agenda, KnownTypes knownTypes, LimitsView limits, Steps steps) {
        this.reads = reads;
        this.holdings = holdings;
        this.agenda = agenda;
        this.knownTypes = knownTypes;
        this.limits = limits;
        this.steps = steps;
    }

    void read(LaneWindow window) {
        if (steps.handsOut.test(window.queue)) {
            window.readBegins();
            reads.tasks(window, agenda.now(), knownTypes.unknownNames(), holdings.idsOf(window));
        }
    }

    /** Reads what has become due. */
    void readDue(Instant now) {
        for (LaneWindow window : holdings.windows()) {
            if (window.nextDue != null && !window.nextDue.isAfter(now) && !window.isReading()) {
                window.nextDue = null;
                read(window);
            }
        }
    }

    void dueAt(LaneWindow window, Instant due) {
        window.nextDue = Agenda.earlier(window.nextDue, due);
        if (steps.handsOut.test(window.queue)) {
            agenda.wakeAt(window.nextDue);
        }
    }

    /** What a read of the store brought. */
    void found(TalkooMessage message) {
        if (message instanceof Loaded loaded) {
            loaded(loaded);
        } else if (message instanceof QueuesFound found) {
            queuesFound(found);
        } else if (message instanceof LanesFound found) {
            lanesFound(found);
        } else if (message instanceof Moved moved) {
            moved(moved);
        }
    }

    /** A queue is not paused any more, or there is somebody new who serves it. */
    void resumed(String queue) {
        QueueLine line = holdings.line(queue);
        line.open(Lane.NONE);
        for (LaneWindow window : List.copyOf(line.lanes())) {
            steps.handOut.accept(window);
            dueAt(window, agenda.now());
        }
        lookForLanes(line);
    }

    /** Has tasks that wait where all do put into the lane of their type, and those that have a lane looked at anew. */
    void limitsChanged(String type) {
        for (LaneWindow window : holdings.windows()) {
            if (window.lane.isEmpty()) {
                holdings.recount(window);
                holdings.putBack(window, entry -> isStray(window, entry.task));
                dueAt(window, agenda.now());
            }
        }
        holdings.limitsChanged(type).forEach(steps.handOut);
    }

    private void loaded(Loaded loaded) {
        LaneWindow window = loaded.window();
        if (loaded.failure() != null) {
            window.readFailed();
            reads.warn("Reading queue " + window.queue, loaded.failure());
            return;
        }
        List<StoredTask> known = loaded.tasks().stream()
                .filter(knownTypes::test)
                .filter(task -> !isStray(window, task))
                .toList();
        StoredTask last = loaded.lastOfFull();
        holdings.load(window, known, last).forEach(steps.park);
        loaded.nextDue().ifPresent(due -> dueAt(window, due));
        steps.handOut.accept(window);
        boolean moves = known.size() < loaded.tasks().size() && moveStrays(window, loaded.tasks());
        if (!moves && last != null && known.size() < loaded.tasks().size() && !window.isReading()) {
            read(window);
        }
        holdings.closeIfDone(window);
    }

    /** Its type was given limits after it was written. */
    private boolean isStray(LaneWindow window, StoredTask task) {
        return window.lane.isEmpty() && !limits.lane(task.task().spec()).isEmpty();
    }

    private boolean moveStrays(LaneWindow window, List<StoredTask> tasks) {
        Map<String, List<String>> strays = tasks.stream()
                .filter(task -> isStray(window, task))
                .collect(Collectors.groupingBy(
                        task -> limits.lane(task.task().spec()),
                        Collectors.mapping(task -> task.task().id(), Collectors.toList())));
        strays.forEach((lane, ids) -> reads.move(window.queue, lane, ids));
        return !strays.isEmpty();
    }

    /** Goes on moving, and has those that were moved taken in. */
    private void moved(Moved moved) {
        if (moved.failure() != null) {
            reads.warn("Moving tasks to the lane of their type", moved.failure());
            return;
        }
        QueueLine line = holdings.line(moved.queue());
        // A read that is under way may not have seen them.
        dueAt(line.open(Lane.NONE), agenda.now());
        dueAt(line.open(moved.lane()), agenda.now());
    }

    private void queuesFound(QueuesFound found) {
        if (found.failure() != null) {
            reads.warn("Reading the queues", found.failure());
        }
        for (String queue : found.queues()) {
            QueueLine line = holdings.line(queue);
            line.open(Lane.NONE);
            List.copyOf(line.lanes()).stream()
                    .filter(window -> window.lane.isEmpty() || window.size() == 0)
                    .filter(window -> !window.isReading() && !window.isRetired())
                    .forEach(this::read);
            if (line.isCrowded) {
                makeRoom(line, false);
            }
            lookForLanes(line);
        }
    }

    private void lookForLanes(QueueLine line) {
        if (!line.isLookedInto && steps.handsOut.test(line.queue)) {
            line.isLookedInto = true;
            reads.lanes(line.queue, line.behind, agenda.now().plus(agenda.sweepInterval()), LANES_A_READ);
        }
    }

    /** Takes in lanes that had to wait, once there is room. */
    void goOn(QueueLine line) {
        if (line.isCrowded && line.room() >= LANES_A_TURN) {
            lookForLanes(line);
        }
    }

    private void lanesFound(LanesFound found) {
        QueueLine line = holdings.line(found.queue());
        line.isLookedInto = false;
        if (found.failure() != null) {
            reads.warn("Reading the lanes of queue " + found.queue(), found.failure());
            return;
        }
        for (String lane : found.due()) {
            if (line.find(lane) == null && line.room() == 0) {
                line.isCrowded = true;
                makeRoom(line, true);
                return;
            }
            take(line, lane);
            line.behind = lane;
        }
        line.behind = found.next() == null ? Lane.NONE : found.next();
        line.isCrowded &= found.next() != null;
        goOn(line);
    }

    /** Has lanes wait in the store alone for their next turn. */
    private void makeRoom(QueueLine line, boolean served) {
        for (LaneWindow lane : line.oldest(LANES_A_TURN, served)) {
            holdings.retire(lane);
            holdings.closeIfDone(lane);
        }
    }

    /** Reads a lane unless it has something already. */
    private void take(QueueLine line, String lane) {
        LaneWindow window = line.open(lane);
        if (window.size() == 0 && !window.isReading() && !window.isRetired()) {
            read(window);
        }
    }
}
