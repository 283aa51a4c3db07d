package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.limit.LaneGrant;
import io.talkoo.engine.internal.limit.LaneReport;
import io.talkoo.engine.internal.limit.LimiterCommand;
import io.talkoo.engine.internal.limit.LimiterCommand.Demand;
import io.talkoo.engine.internal.limit.LimiterCommand.Granted;
import io.talkoo.engine.internal.limit.LimiterCommand.Seek;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A {@link Worker}'s talk with the limiter of one task type. One word at a time: while the limiter has not answered, what
 * is new gathers, so that under load each word tells of many tasks. Belongs to one Worker; not thread-safe.
 */
final class LimitTalk {
    /** A limiter that has not answered for so many ticks may be gone. */
    private static final int PATIENCE_TICKS = 20;

    /**
     * @param firstNumber words of this Worker count from here: later than those of the Workers before it
     * @param limiters region of the limiters
     */
    record Parties(int partition, long firstNumber, ActorRef<TalkooMessage> worker, ActorRef<TalkooMessage> limiters) {}

    private final String type;
    private final Parties parties;
    private final ToIntFunction<LaneWindow> waiting;

    /** Lanes that the limiter knows of, or has to be told of. */
    private final Map<String, LaneWindow> lanes = new LinkedHashMap<>();

    /** Those of which something may have changed since the last word. */
    private final Set<LaneWindow> stirred = new LinkedHashSet<>();

    private final List<LaneWindow> named = new ArrayList<>();
    private ActorRef<LimiterCommand> limiter;
    private boolean lost = true;
    private boolean metAnother;
    private boolean unanswered;

    /** The answer has come, and is being made use of. */
    private boolean answered;

    private int ticksUnanswered;
    private long number;
    private long seen;

    LimitTalk(String type, Parties parties, ToIntFunction<LaneWindow> waiting) {
        this.type = type;
        this.parties = parties;
        this.waiting = waiting;
        this.number = parties.firstNumber;
    }

    /** Whether there is nothing to be told. */
    boolean isSilent() {
        return lanes.isEmpty() && !unanswered;
    }

    void changed(LaneWindow lane) {
        if (stirred.add(lane)) {
            lanes.put(lane.key, lane);
        }
        if (!unanswered && isUrgent(lane)) {
            speak(false);
        }
    }

    private boolean isUrgent(LaneWindow lane) {
        return lane.starts.isUrgent(waiting.applyAsInt(lane));
    }

    private void speak(boolean tick) {
        unanswered = true;
        if (lost) {
            parties.limiters.tell(new Seek(type, parties.partition, parties.worker));
        } else {
            demand(false, tick);
        }
    }

    private void demand(boolean complete, boolean tick) {
        named.clear();
        List<LaneReport> reports = new ArrayList<>();
        for (LaneWindow lane : complete || tick ? lanes.values() : stirred) {
            int ready = waiting.applyAsInt(lane);
            if (complete || lane.starts.isUrgent(ready) || tick && lane.starts.isNews(ready)) {
                named.add(lane);
                reports.add(lane.starts.report(lane, ready, tick));
            }
        }
        stirred.clear();
        unanswered = true;
        ticksUnanswered = 0;
        number++;
        limiter.tell(new Demand(parties.partition, number, seen, complete, metAnother, reports, parties.worker));
    }

    /**
     * A limiter is there, perhaps another one than before.
     *
     * @param all lanes of the type
     */
    void introduced(ActorRef<LimiterCommand> by, List<LaneWindow> all) {
        all.forEach(lane -> lanes.put(lane.key, lane));
        if (!by.equals(limiter)) {
            metAnother = limiter != null;
            limiter = by;
            seen = 0;
            lanes.values().forEach(lane -> lane.starts.forgetStarts());
        }
        lost = false;
        demand(true, false);
    }

    /**
     * Returns the lanes that may start more. What crossed this Worker's last word does not count, nor what older limits allow.
     *
     * @param revision of the limits that hold
     */
    List<LaneWindow> granted(Granted granted, long revision) {
        if (granted.demand() != number) {
            return List.of();
        }
        seen = granted.number();
        if (granted.answer()) {
            answered = true;
            named.forEach(lane -> lane.starts.answered(granted.limitsRevision(), revision));
        }
        List<LaneWindow> more = new ArrayList<>();
        for (LaneGrant grant : granted.lanes()) {
            LaneWindow lane = lanes.get(LaneWindow.key(grant.queue(), grant.lane()));
            if (lane != null) {
                lane.starts.granted(grant, granted.limitsRevision(), revision);
                more.add(lane);
            }
        }
        return more;
    }

    /** What was granted is made use of. Tells what has gathered, if it is urgent. */
    void goOn() {
        if (answered) {
            answered = false;
            unanswered = false;
        }
        if (!unanswered && stirred.stream().anyMatch(this::isUrgent)) {
            speak(false);
        }
    }

    /** Returns the lanes that nothing has to be told of any more. */
    List<LaneWindow> ticked() {
        if (unanswered && ++ticksUnanswered > PATIENCE_TICKS) {
            lost = true;
            ticksUnanswered = 0;
            speak(true);
        } else if (!unanswered
                && lanes.values().stream().anyMatch(lane -> lane.starts.isNews(waiting.applyAsInt(lane)))) {
            speak(true);
        }
        List<LaneWindow> done = lanes.values().stream()
                .filter(lane -> lane.starts.isDone() && waiting.applyAsInt(lane) == 0)
                .toList();
        done.forEach(lane -> lanes.remove(lane.key));
        stirred.removeAll(done);
        return done;
    }
}
