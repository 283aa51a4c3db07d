package io.talkoo.engine.internal.limit;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.limit.LimiterCommand.Demand;
import io.talkoo.engine.internal.limit.LimiterCommand.Granted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/** What a {@link Limiter} said to a partition's Worker, and heard from it. Belongs to one Limiter; not thread-safe. */
final class LimitedWorker {
    private final String type;
    private final int partition;
    private final LimitBook book;

    /** What was granted and may not have come before the Worker's next word. */
    private final List<Granted> unseen = new ArrayList<>();

    private ActorRef<TalkooMessage> worker;
    private long demand;
    private long number;
    private int asks;

    LimitedWorker(String type, int partition, LimitBook book) {
        this.type = type;
        this.partition = partition;
        this.book = book;
    }

    /** Takes in what the Worker says; false if that is older than what it said already. */
    boolean hear(Demand said) {
        if (said.number() <= demand) {
            return false;
        }
        if (said.worker().equals(worker)) {
            unseen.stream()
                    .filter(each -> each.number() > said.seen())
                    .forEach(each -> each.lanes().forEach(late -> book.takeBack(partition, late)));
        }
        demand = said.number();
        worker = said.worker();
        asks = 0;
        unseen.clear();
        said.lanes().forEach(lane -> book.report(partition, lane));
        if (said.complete()) {
            book.retain(partition, said.lanes());
        }
        return true;
    }

    /**
     * Says what was granted, and which of the lanes that the Worker named are scarce.
     *
     * @param allScarce it is not known yet what others hold
     * @param limitsRevision of the limits that hold
     */
    void answer(List<LaneGrant> granted, List<LaneReport> named, boolean allScarce, long limitsRevision) {
        Map<String, LaneGrant> lanes = new HashMap<>();
        granted.forEach(lane -> lanes.put(lane.queue() + '\n' + lane.lane(), lane));
        for (LaneReport lane : named) {
            if (allScarce || book.isScarce(partition, lane)) {
                lanes.merge(
                        lane.queue() + '\n' + lane.lane(),
                        new LaneGrant(lane.queue(), lane.lane(), 0, true),
                        (one, scarce) -> new LaneGrant(one.queue(), one.lane(), one.starts(), true));
            }
        }
        send(List.copyOf(lanes.values()), true, limitsRevision);
    }

    void tell(List<LaneGrant> granted, long limitsRevision) {
        send(granted, false, limitsRevision);
    }

    private void send(List<LaneGrant> lanes, boolean answer, long limitsRevision) {
        number++;
        Granted message = new Granted(type, demand, number, answer, limitsRevision, lanes);
        if (!lanes.isEmpty()) {
            unseen.add(message);
        }
        worker.tell(message);
    }

    /** Counts the asks since the Worker said something. */
    int askedInVain() {
        return ++asks;
    }
}
