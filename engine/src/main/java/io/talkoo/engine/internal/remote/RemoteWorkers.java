package io.talkoo.engine.internal.remote;

import io.talkoo.engine.internal.parcel.Parcels;
import io.talkoo.engine.internal.remote.RemoteCommand.Close;
import io.talkoo.engine.internal.remote.RemoteCommand.Left;
import io.talkoo.engine.internal.remote.RemoteCommand.Register;
import io.talkoo.engine.internal.remote.RemoteCommand.WorkerCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * The workers outside of the nodes that take part through this one. It hands each its calls, which come from the gateways of
 * all nodes. One per node; a worker that it does not know, because the node is a new one, has to register anew.
 */
final class RemoteWorkers extends AbstractBehavior<RemoteCommand> {
    static final String NAME = "talkoo-remote-workers";

    private final RemoteWorker.Environment environment;
    private final Map<String, ActorRef<RemoteCommand>> workers = new HashMap<>();
    private final List<ActorRef<Done>> closed = new ArrayList<>();
    private boolean closing;

    static Behavior<RemoteCommand> create(RemoteWorker.Environment environment) {
        return Parcels.opening(Behaviors.setup(context -> new RemoteWorkers(context, environment)));
    }

    private RemoteWorkers(ActorContext<RemoteCommand> context, RemoteWorker.Environment environment) {
        super(context);
        this.environment = environment;
    }

    @Override
    public Receive<RemoteCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(Register.class, this::onRegister)
                .onMessage(WorkerCall.class, this::onCall)
                .onMessage(Close.class, this::onClose)
                .onMessage(Left.class, this::onLeft)
                .build();
    }

    private Behavior<RemoteCommand> onRegister(Register register) {
        if (!closing) {
            ActorRef<RemoteCommand> worker = getContext()
                    .spawn(
                            RemoteWorker.create(
                                    register, environment, getContext().getSelf()),
                            register.workerId());
            workers.put(register.workerId(), worker);
        }
        return this;
    }

    private Behavior<RemoteCommand> onCall(WorkerCall call) {
        ActorRef<RemoteCommand> worker = workers.get(call.workerId());
        if (worker == null) {
            RemoteWorker.gone(call.asker());
        } else {
            worker.tell(call);
        }
        return this;
    }

    private Behavior<RemoteCommand> onClose(Close close) {
        closing = true;
        closed.add(close.replyTo());
        workers.values().forEach(worker -> worker.tell(close));
        return tellIfClosed();
    }

    private Behavior<RemoteCommand> onLeft(Left left) {
        workers.remove(left.workerId()).tell(left);
        return tellIfClosed();
    }

    private Behavior<RemoteCommand> tellIfClosed() {
        if (workers.isEmpty()) {
            closed.forEach(each -> each.tell(Done.getInstance()));
            closed.clear();
        }
        return this;
    }
}
