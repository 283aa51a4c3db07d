package io.talkoo.engine.internal.parcel;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.parcel.ParcelPart.Gone;
import io.talkoo.engine.internal.parcel.ParcelPart.Overdue;
import io.talkoo.engine.internal.parcel.ParcelPart.Piece;
import java.io.NotSerializableException;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.util.ByteString;

/** Fetches one large message, piece by piece, and hands it to its receiver. */
final class ParcelFetch extends AbstractBehavior<ParcelPart> {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final int MOST_SILENCES = 5;

    /** On its way at once: a few pieces, so that it takes fewer round trips, and so few that others pass in between. */
    private static final int AHEAD_BYTES = 4 * ParcelHolder.PIECE_BYTES;

    private final ParcelCollector.Collect order;
    private final ActorRef<ParcelCollector.Command> collector;
    private ByteString arrived = ByteString.emptyByteString();

    /** Of one piece there would be no parcel. */
    private int total = 2 * ParcelHolder.PIECE_BYTES;

    private int asked;
    private int silences;

    static Behavior<ParcelPart> create(ParcelCollector.Collect order, ActorRef<ParcelCollector.Command> collector) {
        return Behaviors.setup(context -> new ParcelFetch(context, order, collector));
    }

    private ParcelFetch(
            ActorContext<ParcelPart> context,
            ParcelCollector.Collect order,
            ActorRef<ParcelCollector.Command> collector) {
        super(context);
        this.order = order;
        this.collector = collector;
        context.setReceiveTimeout(ANSWER_WITHIN, new Overdue());
        ask();
    }

    @Override
    public Receive<ParcelPart> createReceive() {
        return newReceiveBuilder()
                .onMessage(Piece.class, this::onPiece)
                .onMessage(Gone.class, gone -> giveUp("its sender does not have it any more"))
                .onMessage(Overdue.class, overdue -> onOverdue())
                .build();
    }

    private void ask() {
        for (; asked < Math.min(total, arrived.size() + AHEAD_BYTES); asked += ParcelHolder.PIECE_BYTES) {
            tellHolder(new ParcelCommand.Fetch(
                    order.claim().number(), asked, getContext().getSelf()));
        }
    }

    private void tellHolder(ParcelCommand command) {
        order.claim().holder().tell(command);
    }

    private Behavior<ParcelPart> onPiece(Piece piece) {
        if (piece.offset() != arrived.size()) {
            // The answer to a question that was asked twice.
            return this;
        }
        silences = 0;
        total = piece.total();
        arrived = arrived.concat(piece.bytes());
        if (arrived.size() < total) {
            ask();
            return this;
        }
        tellHolder(new ParcelCommand.Release(order.claim().number()));
        try {
            order.receiver().tell(order.late().apply(read()));
            return Behaviors.stopped();
        } catch (NotSerializableException | RuntimeException e) {
            return giveUp(e.getMessage());
        }
    }

    private TalkooMessage read() throws NotSerializableException {
        Serialization serialization = SerializationExtension.get(getContext().getSystem());
        int serializer = serialization.serializerFor(TalkooMessage.class).identifier();
        return (TalkooMessage) serialization
                .deserialize(arrived.toArrayUnsafe(), serializer, order.claim().manifest())
                .get();
    }

    private Behavior<ParcelPart> onOverdue() {
        silences++;
        if (silences == MOST_SILENCES) {
            collector.tell(new ParcelCollector.Silent(
                    order.claim().holder(), getContext().getSelf()));
            return this;
        }
        asked = arrived.size();
        ask();
        return this;
    }

    private Behavior<ParcelPart> giveUp(String why) {
        getContext()
                .getLog()
                .warn("A large message ({}) is lost: {}", order.claim().manifest(), why);
        return Behaviors.stopped();
    }
}
