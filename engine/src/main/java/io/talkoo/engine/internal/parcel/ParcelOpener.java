package io.talkoo.engine.internal.parcel;

import io.talkoo.engine.internal.TalkooMessage;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Collects for an actor what it is told by {@link Claim}; everything else passes untouched. */
final class ParcelOpener<T> extends BehaviorInterceptor<T, T> {
    private final UnaryOperator<TalkooMessage> late;

    @SuppressWarnings("unchecked") // only claims are intercepted, whatever else the actor understands
    ParcelOpener(UnaryOperator<TalkooMessage> late) {
        super((Class<T>) Claim.class);
        this.late = late;
    }

    @Override
    public Behavior<T> aroundReceive(TypedActorContext<T> typed, T message, ReceiveTarget<T> target) {
        ActorContext<T> context = typed.asJava();
        Parcels.get(context.getSystem()).collect((Claim) message, context.getSelf(), late);
        return Behaviors.same();
    }
}
