package io.talkoo.engine.internal.parcel;

import io.talkoo.engine.internal.TalkooMessage;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Has the large messages for this node fetched, from each holder one after the other: that keeps their order, and bounds
 * what is in memory. One per node.
 */
final class ParcelCollector extends AbstractBehavior<ParcelCollector.Command> {
    sealed interface Command extends TalkooMessage {}

    /** @param late makes of the message what it means now that others may have overtaken it */
    record Collect(Claim claim, ActorRef<TalkooMessage> receiver, UnaryOperator<TalkooMessage> late)
            implements Command {}

    /** The holder does not answer {@code fetch}. */
    record Silent(ActorRef<ParcelCommand> holder, ActorRef<ParcelPart> fetch) implements Command {}

    private record Fetched(ActorRef<ParcelCommand> holder) implements Command {}

    /** What waits at each holder; the first is on its way. */
    private final Map<ActorRef<ParcelCommand>, Queue<Collect>> waiting = new HashMap<>();

    static Behavior<Command> create() {
        return Behaviors.setup(ParcelCollector::new);
    }

    private ParcelCollector(ActorContext<Command> context) {
        super(context);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Collect.class, this::onCollect)
                .onMessage(Silent.class, this::onSilent)
                .onMessage(Fetched.class, this::onFetched)
                .build();
    }

    private Behavior<Command> onCollect(Collect collect) {
        Queue<Collect> line = waiting.computeIfAbsent(collect.claim().holder(), holder -> new ArrayDeque<>());
        line.add(collect);
        if (line.size() == 1) {
            fetch(collect);
        }
        return this;
    }

    private void fetch(Collect collect) {
        ActorRef<ParcelPart> fetch = getContext()
                .spawnAnonymous(ParcelFetch.create(collect, getContext().getSelf()));
        getContext().watchWith(fetch, new Fetched(collect.claim().holder()));
    }

    private Behavior<Command> onSilent(Silent silent) {
        Queue<Collect> line = waiting.get(silent.holder());
        getContext().getLog().warn("{} large messages are lost: {} does not answer", line.size(), silent.holder());
        Collect first = line.remove();
        line.clear();
        line.add(first);
        getContext().stop(silent.fetch());
        return this;
    }

    private Behavior<Command> onFetched(Fetched fetched) {
        Queue<Collect> line = waiting.get(fetched.holder());
        line.remove();
        if (line.isEmpty()) {
            waiting.remove(fetched.holder());
        } else {
            fetch(line.element());
        }
        return this;
    }
}
