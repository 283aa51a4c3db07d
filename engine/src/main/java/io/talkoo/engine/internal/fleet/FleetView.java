package io.talkoo.engine.internal.fleet;

import io.talkoo.config.TalkooSettings.Role;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.worker.QueueSlots;
import io.talkoo.engine.internal.worker.SlotsCommand;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * All nodes of the cluster as this one knows them at the moment: its own at once, the others with the delay of a message.
 * Written by {@link Fleet}, read by anyone; thread-safe.
 */
public final class FleetView {
    private final NodeInfo self;
    private final Supplier<Optional<String>> storeFault;
    private final Supplier<Set<String>> members;
    private volatile List<Peer> others = List.of();
    private volatile int running;

    /**
     * @param members addresses of the other members that are reachable, heard of or not
     */
    public FleetView(NodeInfo self, Supplier<Optional<String>> storeFault, Supplier<Set<String>> members) {
        this.self = self;
        this.storeFault = storeFault;
        this.members = members;
    }

    /** The view of a node that is alone. */
    public static FleetView alone(String name, QueueSlots queues, TaskRegistry registry) {
        NodeInfo self = new NodeInfo(
                name, name, Set.of(), queues, TypeInfo.allOf(registry), 0, null, "development", Instant.EPOCH);
        return new FleetView(self, Optional::empty, Set::of);
    }

    public NodeInfo self() {
        return self.now(running, storeFault.get().orElse(null));
    }

    public List<Peer> others() {
        return others;
    }

    /** This node and the others. */
    public List<NodeInfo> all() {
        return infos().toList();
    }

    private Stream<NodeInfo> infos() {
        return Stream.concat(Stream.of(self()), others.stream().map(Peer::info));
    }

    /** The node with these slots; null if it is none that is known. */
    public NodeInfo info(ActorRef<SlotsCommand> slots) {
        for (Peer peer : others) {
            if (peer.slots().equals(slots)) {
                return peer.info();
            }
        }
        return null;
    }

    /** Whether any node knows the task type. */
    public boolean knows(String typeName) {
        return type(typeName).isPresent();
    }

    /** The task type as this node declares it, else as another one does. */
    public Optional<TypeInfo> type(String name) {
        TypeInfo own = self.types().get(name);
        if (own != null) {
            return Optional.of(own);
        }
        return others.stream()
                .map(peer -> peer.info().types().get(name))
                .filter(type -> type != null)
                .findFirst();
    }

    /** Names of all task types that some node knows. */
    public Set<String> typeNames() {
        Set<String> names = new HashSet<>(self.types().keySet());
        others.forEach(peer -> names.addAll(peer.info().types().keySet()));
        return names;
    }

    /** @param address host and port */
    public boolean isStoreFaulty(String address) {
        return infos().anyMatch(node -> node.address().equals(address) && node.storeFault() != null);
    }

    /** Whether any node serves the queue. */
    public boolean serves(String queue) {
        return self.queues().serves(queue)
                || others.stream().anyMatch(peer -> peer.info().queues().serves(queue));
    }

    /** The slots of all nodes that a task of the queue can hope for. */
    public int concurrency(String queue) {
        int total = self.queues().concurrency(queue);
        for (Peer peer : others) {
            total += peer.info().queues().concurrency(queue);
        }
        return total;
    }

    /** Addresses of the other members that answer. */
    public Set<String> reachable() {
        return members.get();
    }

    /** Since when there has been a node that keeps tasks, of those that there are. */
    public Instant upSince() {
        return infos().filter(node -> node.roles().contains(Role.TASK.toString()))
                .map(NodeInfo::startedAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /** Members that have not introduced themselves yet. */
    public Set<String> unheard() {
        Set<String> unheard = new HashSet<>(members.get());
        others.forEach(peer -> unheard.remove(peer.info().address()));
        return unheard;
    }

    /** How many tasks this node runs at the moment. */
    public void running(int tasks) {
        running = tasks;
    }

    /** {@link Fleet} has heard of these. */
    public void set(List<Peer> peers) {
        others = List.copyOf(peers);
    }
}
