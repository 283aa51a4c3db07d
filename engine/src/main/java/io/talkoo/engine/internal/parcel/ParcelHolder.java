package io.talkoo.engine.internal.parcel;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.parcel.ParcelCommand.Expire;
import io.talkoo.engine.internal.parcel.ParcelCommand.Fetch;
import io.talkoo.engine.internal.parcel.ParcelCommand.Hold;
import io.talkoo.engine.internal.parcel.ParcelCommand.Release;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.util.ByteString;

/**
 * Keeps the large messages that this node sent until the receivers have fetched them; one per node. What nobody fetches
 * is dropped after a while, and what comes when there is no room is not taken: those on their way arrive, and the others
 * are repeated by their senders, as after any loss.
 */
final class ParcelHolder extends AbstractBehavior<ParcelCommand> {
    /** Well below the size from which on a message is too large itself. */
    static final int PIECE_BYTES = 96 * 1024;

    private static final Duration KEPT_FOR = Duration.ofMinutes(1);

    private final TimerScheduler<ParcelCommand> timers;
    private final long mostBytes;
    private final Map<Long, ByteString> held = new HashMap<>();
    private long bytes;

    /** @param mostBytes that all of them may take, if it is more than one */
    static Behavior<ParcelCommand> create(long mostBytes) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new ParcelHolder(context, timers, mostBytes)));
    }

    private ParcelHolder(ActorContext<ParcelCommand> context, TimerScheduler<ParcelCommand> timers, long mostBytes) {
        super(context);
        this.timers = timers;
        this.mostBytes = mostBytes;
    }

    @Override
    public Receive<ParcelCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(Hold.class, this::onHold)
                .onMessage(Fetch.class, this::onFetch)
                .onMessage(Release.class, release -> drop(release.number()))
                .onMessage(Expire.class, this::onExpire)
                .build();
    }

    private Behavior<ParcelCommand> onHold(Hold hold) {
        ByteString message = write(hold.message());
        if (bytes > 0 && bytes + message.size() > mostBytes) {
            getContext().getLog().warn("A large message is lost: more than {} bytes wait to be fetched", mostBytes);
            return this;
        }
        held.put(hold.number(), message);
        bytes += message.size();
        keep(hold.number());
        return this;
    }

    private ByteString write(TalkooMessage message) {
        return ByteString.fromArrayUnsafe(
                SerializationExtension.get(getContext().getSystem())
                        .serialize(message)
                        .get());
    }

    private void keep(long number) {
        timers.startSingleTimer(number, new Expire(number), KEPT_FOR);
    }

    private Behavior<ParcelCommand> onFetch(Fetch fetch) {
        ByteString message = held.get(fetch.number());
        if (message == null) {
            fetch.replyTo().tell(new ParcelPart.Gone());
            return this;
        }
        keep(fetch.number());
        ByteString piece = message.slice(fetch.offset(), fetch.offset() + PIECE_BYTES);
        fetch.replyTo().tell(new ParcelPart.Piece(fetch.offset(), message.size(), piece));
        return this;
    }

    private Behavior<ParcelCommand> onExpire(Expire expire) {
        getContext().getLog().warn("Large message {} is dropped: nobody fetched it", expire.number());
        return drop(expire.number());
    }

    private Behavior<ParcelCommand> drop(long number) {
        ByteString message = held.remove(number);
        bytes -= message == null ? 0 : message.size();
        timers.cancel(number);
        return this;
    }
}
