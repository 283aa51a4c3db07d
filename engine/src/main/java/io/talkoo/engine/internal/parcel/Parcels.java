package io.talkoo.engine.internal.parcel;

import io.talkoo.engine.internal.TalkooMessage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;

/**
 * The way of messages that are too large for a frame. The sender's node keeps such a message and sends a {@link Claim}
 * in its place; the receiver's node fetches it in pieces, a few at a time, so that other messages pass in between
 * ({@code engine/decisions/0010-large-messages.md}). Like any message it may get lost, and it may be overtaken by small
 * ones, but not by a large one from the same node. Thread-safe.
 */
public final class Parcels implements Extension {
    private static final Id ID = new Id();

    private final ActorSystem<?> system;
    private final AtomicLong numbers = new AtomicLong();
    private final ActorRef<ParcelCommand> holder;
    private final ActorRef<ParcelCollector.Command> collector;

    private Parcels(ActorSystem<?> system) {
        this.system = system;
        long mostBytes = Runtime.getRuntime().maxMemory() / 4;
        holder = system.systemActorOf(ParcelHolder.create(mostBytes), "talkoo-parcel-holder", Props.empty());
        collector = system.systemActorOf(ParcelCollector.create(), "talkoo-parcel-collector", Props.empty());
    }

    public static Parcels get(ActorSystem<?> system) {
        return ID.apply(system);
    }

    /** {@code behavior} for an actor that is told large messages too, from other nodes. */
    public static <T> Behavior<T> opening(Behavior<T> behavior) {
        return opening(behavior, UnaryOperator.identity());
    }

    /** @param late makes of a large message what it means now that others may have overtaken it */
    public static <T> Behavior<T> opening(Behavior<T> behavior, UnaryOperator<TalkooMessage> late) {
        return Behaviors.intercept(() -> new ParcelOpener<>(late), behavior);
    }

    /**
     * Keeps {@code message} for whoever comes with the claim.
     *
     * @param taskId the task meant, where the message goes to it or its Worker by the shard region; else null
     */
    public Claim hold(TalkooMessage message, String taskId) {
        long number = numbers.incrementAndGet();
        holder.tell(new ParcelCommand.Hold(number, message));
        String manifest =
                Serializers.manifestFor(SerializationExtension.get(system).findSerializerFor(message), message);
        return new Claim(taskId, manifest, number, holder);
    }

    /** Has the message that {@code claim} stands for told to {@code receiver}, unless it gets lost. */
    public void collect(Claim claim, ActorRef<?> receiver) {
        collect(claim, receiver, UnaryOperator.identity());
    }

    void collect(Claim claim, ActorRef<?> receiver, UnaryOperator<TalkooMessage> late) {
        collector.tell(new ParcelCollector.Collect(claim, receiver.unsafeUpcast(), late));
    }

    private static final class Id extends ExtensionId<Parcels> {
        @Override
        public Parcels createExtension(ActorSystem<?> system) {
            return new Parcels(system);
        }
    }
}
