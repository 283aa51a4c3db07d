package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.limit.LimiterCommand.Granted;
import io.talkoo.engine.internal.limit.LimiterCommand.Introduce;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.limit.TypeLimits;
import io.talkoo.engine.internal.task.TaskSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * What a {@link Worker} has to do with limits: which lanes may start something, and the talks with the limiters of their
 * types. Belongs to one Worker; not thread-safe.
 */
final class LimitDesk {
    private static final Duration TELL_EVERY = Duration.ofMillis(50);

    private static final long OUTDATED = -1;

    /** Time to tell what need not be told at once. */
    record Tick() implements TalkooMessage {}

    private final LimitsView limits;
    private final TimerScheduler<TalkooMessage> timers;
    private final LimitTalk.Parties parties;
    private final ToIntFunction<LaneWindow> waiting;
    private final Map<String, LimitTalk> talks = new HashMap<>();

    /** @param waiting how many tasks of a lane may be handed out */
    LimitDesk(
            LimitsView limits,
            TimerScheduler<TalkooMessage> timers,
            LimitTalk.Parties parties,
            ToIntFunction<LaneWindow> waiting) {
        this.limits = limits;
        this.timers = timers;
        this.parties = parties;
        this.waiting = waiting;
    }

    String lane(TaskSpec task) {
        return limits.lane(task);
    }

    private TypeLimits limits(LaneWindow lane) {
        return lane.type.isEmpty() ? TypeLimits.NONE : limits.of(lane.type);
    }

    /** Whether a task of the lane may be handed out. */
    boolean allows(LaneWindow lane) {
        return lane.starts.any() || limits(lane).isNone();
    }

    /** The task is handed out. */
    void uses(Entry entry) {
        LaneStarts starts = entry.window.starts;
        entry.hasStart = starts.any();
        if (entry.hasStart) {
            starts.use();
            entry.limitsRevision = starts.revision();
        } else {
            tookOver(entry.window);
            entry.limitsRevision = unlimited(entry.task.task().spec().name());
        }
    }

    /** The revision under which the type has no limits; before all others if it has some by now. */
    private long unlimited(String type) {
        // In this order: a change in between shows.
        long revision = limits.revision(type);
        return limits.of(type).isNone() ? revision : OUTDATED;
    }

    /** A task of the lane was handed out without a start. */
    void tookOver(LaneWindow lane) {
        if (!lane.type.isEmpty()) {
            lane.starts.tookOver();
        }
    }

    /** A task of the lane was handed out, and nothing of it is under way any more. */
    void ended(LaneWindow lane) {
        if (!lane.type.isEmpty()) {
            TypeLimits now = limits(lane);
            lane.starts.ended(!now.isNone() && !now.limitsRate());
        }
    }

    /** The task was handed out, and will not begin. */
    void notBegun(Entry entry) {
        if (!entry.window.type.isEmpty()) {
            entry.window.starts.notBegun(entry.hasStart);
        }
    }

    /** The limits of the lane's type are others: what it was granted under the old ones is asked for anew. */
    void limitsChanged(LaneWindow lane) {
        lane.starts.giveUp();
        changed(lane);
    }

    /** What waits in the lane, or what it has, has changed. */
    void changed(LaneWindow lane) {
        if (!lane.type.isEmpty() && (!limits(lane).isNone() || lane.starts.isKnown())) {
            talk(lane.type).changed(lane);
            wakeUp();
        }
    }

    private void wakeUp() {
        if (!timers.isTimerActive(Tick.class)) {
            timers.startTimerWithFixedDelay(Tick.class, new Tick(), TELL_EVERY);
        }
    }

    private LimitTalk talk(String type) {
        return talks.computeIfAbsent(type, name -> new LimitTalk(name, parties, waiting));
    }

    /** @param all lanes that are open */
    void introduced(Introduce introduce, List<LaneWindow> all) {
        List<LaneWindow> lanes = all.stream()
                .filter(lane -> lane.type.equals(introduce.type()) && !lane.starts.isDone())
                .toList();
        talk(introduce.type()).introduced(introduce.limiter(), lanes);
        wakeUp();
    }

    /** Returns the lanes that may start more; they are to be handed out from before {@link #goOn}. */
    List<LaneWindow> granted(Granted granted) {
        return talk(granted.type()).granted(granted, limits.revision(granted.type()));
    }

    /** Tells what could not be told before the limiter had answered. */
    void goOn(String type) {
        talk(type).goOn();
    }

    /** Returns the lanes that nothing has to be told of any more. */
    List<LaneWindow> ticked() {
        List<LaneWindow> done =
                talks.values().stream().flatMap(talk -> talk.ticked().stream()).toList();
        if (talks.values().stream().allMatch(LimitTalk::isSilent)) {
            timers.cancel(Tick.class);
        }
        return done;
    }
}
