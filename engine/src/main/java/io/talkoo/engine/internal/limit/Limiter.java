package io.talkoo.engine.internal.limit;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.limit.LimiterCommand.Ask;
import io.talkoo.engine.internal.limit.LimiterCommand.Demand;
import io.talkoo.engine.internal.limit.LimiterCommand.Introduce;
import io.talkoo.engine.internal.limit.LimiterCommand.Look;
import io.talkoo.engine.internal.limit.LimiterCommand.Seek;
import io.talkoo.engine.internal.limit.LimiterCommand.Stop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * Grants the starts of one task type to the Workers of all partitions; there is one in the cluster. What it knows is memory:
 * a new one asks all Workers what they hold; before the last of them has answered, it grants nothing and lets nothing start in
 * place of what ends. Until a partition's new Worker has, what the one before it held counts as held.
 */
public final class Limiter extends AbstractBehavior<TalkooMessage> {
    public static final EntityTypeKey<TalkooMessage> KEY = EntityTypeKey.create(TalkooMessage.class, "limiter");

    private static final Duration ASK_EVERY = Duration.ofSeconds(1);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    /** A Worker that holds something and has said nothing for so many asks is asked: it may be another one now. */
    private static final int ASKS_OF_SILENCE = 2;

    /**
     * What all limiters of a node share.
     *
     * @param workers region of the Workers
     * @param limits those that hold at the moment
     */
    public record Environment(
            Supplier<ActorRef<TalkooMessage>> workers, int partitions, LimitsView limits, Clock clock) {}

    private final String type;
    private final Environment environment;
    private final TimerScheduler<TalkooMessage> timers;
    private final LimitBook book = new LimitBook();
    private final LimitedWorker[] workers;
    private final BitSet unheard = new BitSet();

    /** See {@link LimitsView#revision}. */
    private long limitsRevision;

    /** Whether this type had another limiter a while ago, as some Worker knows. */
    private boolean followsAnother;

    public static Behavior<TalkooMessage> create(String type, Environment environment) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Limiter(context, timers, type, environment)));
    }

    private Limiter(
            ActorContext<TalkooMessage> context,
            TimerScheduler<TalkooMessage> timers,
            String type,
            Environment environment) {
        super(context);
        this.type = type;
        this.environment = environment;
        this.timers = timers;
        this.workers = new LimitedWorker[environment.partitions()];
        unheard.set(0, workers.length);
        timers.startTimerWithFixedDelay(new Ask(), ASK_EVERY);
        unheard.stream().forEach(this::introduce);
    }

    public static TalkooMessage stopMessage() {
        return new Stop();
    }

    @Override
    public Receive<TalkooMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(Seek.class, this::onSeek)
                .onMessage(Demand.class, this::onDemand)
                .onMessage(Look.class, look -> onLook())
                .onMessage(Ask.class, ask -> onAsk())
                .onMessage(Stop.class, stop -> Behaviors.stopped())
                .build();
    }

    private void introduce(int partition) {
        environment.workers().get().tell(introduction(partition));
    }

    private Introduce introduction(int partition) {
        return new Introduce(partition, type, getContext().getSelf().narrow());
    }

    private Behavior<TalkooMessage> onSeek(Seek seek) {
        seek.worker().tell(introduction(seek.partition()));
        return this;
    }

    private Behavior<TalkooMessage> onDemand(Demand demand) {
        LimitedWorker worker = workers[demand.partition()];
        if (worker == null) {
            worker = new LimitedWorker(type, demand.partition(), book);
            workers[demand.partition()] = worker;
        }
        followsAnother |= demand.metAnother();
        if (!worker.hear(demand)) {
            return this;
        }
        heard(demand);
        lookAtLimits();
        if (unheard.isEmpty()) {
            grant();
            demand.lanes().forEach(lane -> book.grantAhead(demand.partition(), lane, now()));
        }
        Map<Integer, List<LaneGrant>> granted = book.takeGranted();
        worker.answer(
                granted.getOrDefault(demand.partition(), List.of()),
                demand.lanes(),
                !unheard.isEmpty(),
                limitsRevision);
        granted.remove(demand.partition());
        tell(granted);
        return this;
    }

    private void heard(Demand demand) {
        if (demand.complete() && unheard.get(demand.partition())) {
            unheard.clear(demand.partition());
            if (unheard.isEmpty() && followsAnother) {
                book.emptyAt(now());
            }
        }
    }

    private void lookAtLimits() {
        // In this order: limits that change meanwhile may pass for older ones, but not the other way round.
        limitsRevision = environment.limits().revision(type);
        book.limits(environment.limits().of(type));
    }

    private void grant() {
        book.grant(now());
        Instant next = book.next(now());
        if (next != null) {
            Duration wait = Duration.between(now(), next);
            timers.startSingleTimer(new Look(), wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait);
        }
    }

    private void tell(Map<Integer, List<LaneGrant>> granted) {
        granted.forEach((partition, lanes) -> workers[partition].tell(lanes, limitsRevision));
    }

    private Behavior<TalkooMessage> onLook() {
        if (unheard.isEmpty()) {
            lookAtLimits();
            book.look(now());
            grant();
            tell(book.takeGranted());
        }
        return this;
    }

    /** Also notices limits that have changed, and a clock that was moved. */
    private Behavior<TalkooMessage> onAsk() {
        unheard.stream().forEach(this::introduce);
        for (int partition : book.partitions()) {
            if (workers[partition].askedInVain() > ASKS_OF_SILENCE) {
                introduce(partition);
            }
        }
        return onLook();
    }

    private Instant now() {
        return environment.clock().instant();
    }
}
