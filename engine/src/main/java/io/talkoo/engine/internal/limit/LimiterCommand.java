package io.talkoo.engine.internal.limit;

import io.talkoo.engine.internal.TalkooMessage;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What a {@link Limiter} is told by Workers. */
public sealed interface LimiterCommand extends TalkooMessage {
    /** A Worker has not met the limiter of this type, or has not heard of it for long; answered with {@link Introduce}. */
    record Seek(String type, int partition, ActorRef<TalkooMessage> worker) implements LimiterCommand {}

    /**
     * What changed in a partition. Answered with {@link Granted} at once; more may follow later.
     *
     * @param number grows from one to the next, also from one Worker of the partition to the next
     * @param seen number of the last {@link Granted} that came before this; what came later is not used
     * @param complete lanes that are not named hold nothing and want nothing
     * @param metAnother the Worker has dealt with another limiter of the type before
     */
    record Demand(
            int partition,
            long number,
            long seen,
            boolean complete,
            boolean metAnother,
            List<LaneReport> lanes,
            ActorRef<TalkooMessage> worker)
            implements LimiterCommand {}

    /** Look at the clock. */
    record Look() implements LimiterCommand {}

    /** Ask again what was not answered. */
    record Ask() implements LimiterCommand {}

    /** The shard's request to stop. */
    record Stop() implements LimiterCommand {}

    /** A limiter tells the Worker of a partition that it is there; answered with a complete {@link Demand}. */
    record Introduce(int partition, String type, ActorRef<LimiterCommand> limiter) implements TalkooMessage {}

    /**
     * What a Worker may start more than before.
     *
     * @param demand number of the Demand that was heard last; if it is not the Worker's last one, this came too late
     * @param number grows with each
     * @param answer whether it is the one that each Demand gets; its scarce lanes are all there are of those it named
     * @param limitsRevision of the limits that allow it, see {@link LimitsView#revision}; under later ones it does not count
     */
    record Granted(String type, long demand, long number, boolean answer, long limitsRevision, List<LaneGrant> lanes)
            implements TalkooMessage {}
}
