package io.talkoo.engine.internal.parcel;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Collects for an actor what it is told by {@link Claim}; everything else passes untouched. */
final class ParcelOpener<T> extends BehaviorInterceptor<T, T> {
    @SuppressWarnings("unchecked") // only claims are intercepted, whatever else the actor understands
    ParcelOpener() {
        super((Class<T>) Claim.class);
    }

    @Override
    public Behavior<T> aroundReceive(TypedActorContext<T> typed, T message, ReceiveTarget<T> target) {
        ActorContext<T> context = typed.asJava();
        Parcels.get(context.getSystem()).collect((Claim) message, context.getSelf());
        return Behaviors.same();
    }
}
