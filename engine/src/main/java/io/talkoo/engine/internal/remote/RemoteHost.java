package io.talkoo.engine.internal.remote;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.control.ClusterControl;
import io.talkoo.engine.internal.fleet.FleetMessage;
import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.engine.internal.gateway.Calls;
import io.talkoo.engine.internal.gateway.Questions;
import io.talkoo.engine.internal.gateway.Spawner;
import io.talkoo.engine.internal.remote.RemoteCommand.Register;
import io.talkoo.engine.internal.run.TaskType;
import io.talkoo.engine.internal.secret.Masks;
import io.talkoo.engine.internal.trace.Tracing;
import io.talkoo.engine.internal.worker.Slots;
import io.talkoo.engine.internal.worker.SlotsCommand;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** What a node has to do with workers outside of the nodes. Thread-safe. */
public final class RemoteHost {
    /**
     * The node's own parts.
     *
     * @param own slots, and what they are made of
     */
    public record Node(
            TalkooSettings settings,
            ActorSystem<?> system,
            Slots.Environment environment,
            ActorRef<SlotsCommand> own,
            ActorRef<FleetMessage> fleet,
            DeclaredTasks declared,
            Questions questions,
            Calls calls,
            ClusterControl cluster,
            Tracing tracing) {}

    private final Node node;
    private final ActorRef<RemoteCommand> workers;
    private final RemoteCalls calls;

    public RemoteHost(Node node, Spawner spawner) {
        this.node = node;
        this.workers = spawner.spawn(
                RemoteWorkers.create(new RemoteWorker.Environment(
                        this::slots,
                        new Guests(node.environment().fleet(), node.fleet()),
                        node.environment().limits(),
                        node.questions(),
                        new FailedRun(
                                TaskType.defaultRetry(node.settings().tasks().retry()),
                                () -> ThreadLocalRandom.current().nextLong(),
                                new Masks(node.settings().tasks().secretNames())),
                        node.tracing(),
                        node.environment().clock(),
                        node.settings().workers().heartbeat())),
                RemoteWorkers.NAME);
        this.calls = new RemoteCalls(new RemoteCalls.Environment(
                node.declared(),
                node.environment().control(),
                node.cluster(),
                new Hosts(node.system(), workers),
                workers,
                node.calls(),
                node.questions(),
                node.environment().fleet().self().address(),
                node.system().scheduler(),
                node.settings().gateway().timeout()));
    }

    private Slots.Environment slots(Register register, ActorRef<RemoteCommand> worker) {
        NodeInfo info = register.info();
        Slots.Environment host = node.environment();
        return new Slots.Environment(
                host.tasks(),
                host.workers(),
                host.fleet().ofGuest(info, node.own()),
                host.control(),
                host.limits(),
                host.news(),
                info.queues(),
                new RemoteWorkplace(
                        info.types().keySet(), node.settings().tasks().trackStarted(), worker),
                host.clock(),
                info.name());
    }

    /** The calls of workers, of this node and of others. */
    public RemoteCalls calls() {
        return calls;
    }

    /** Has nobody take part through this node any more; what they hold goes to others. Completes once that is so. */
    public CompletionStage<Done> close(Duration within) {
        return AskPattern.ask(
                workers, RemoteCommand.Close::new, within, node.system().scheduler());
    }
}
