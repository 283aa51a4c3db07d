package io.talkoo.engine.internal.fleet;

import io.talkoo.config.TalkooSettings.Role;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.worker.QueueSlots;
import io.talkoo.engine.internal.worker.SlotsCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * All nodes of the cluster as this one knows them at the moment, and their guests, which are workers of other kinds: its
 * own at once, the others with the delay of a message. Written by {@link Fleet}, read by anyone; thread-safe.
 */
public final class FleetView {
    /** @param others nodes and guests, those of this node included */
    private record Known(List<Peer> nodes, List<Peer> theirGuests, List<Peer> guests, List<Peer> others) {
        private static final Known NOBODY = of(List.of(), List.of(), List.of());

        private static Known of(List<Peer> nodes, List<Peer> theirGuests, List<Peer> guests) {
            List<Peer> others = new ArrayList<>(nodes);
            others.addAll(guests);
            others.addAll(theirGuests);
            return new Known(List.copyOf(nodes), List.copyOf(theirGuests), List.copyOf(guests), List.copyOf(others));
        }
    }

    private final NodeInfo self;
    private final Supplier<Optional<String>> storeFault;
    private final Supplier<Set<String>> members;
    private final Supplier<List<Integer>> partitions;
    private final DeclaredTypes declared;
    private final Supplier<Known> known;
    private volatile Known heardOf = Known.NOBODY;
    private volatile int running;

    /**
     * @param members addresses of the other members that are reachable, heard of or not
     * @param partitions whose Workers are on this node at the moment
     * @param declared what is known of task types that only guests run
     */
    public FleetView(
            NodeInfo self,
            Supplier<Optional<String>> storeFault,
            Supplier<Set<String>> members,
            Supplier<List<Integer>> partitions,
            DeclaredTypes declared) {
        this.self = self;
        this.storeFault = storeFault;
        this.members = members;
        this.partitions = partitions;
        this.declared = declared;
        this.known = () -> heardOf;
    }

    private FleetView(NodeInfo guest, FleetView host, ActorRef<SlotsCommand> hostSlots) {
        this.self = guest;
        this.storeFault = Optional::empty;
        this.members = host.members;
        this.partitions = () -> null;
        this.declared = host.declared;
        this.known = () -> {
            List<Peer> nodes = new ArrayList<>(host.heardOf.nodes);
            nodes.add(new Peer(host.self, hostSlots));
            return Known.of(nodes, List.of(), List.of());
        };
    }

    /** What a guest of this node has to do with: all nodes, and no other guest. */
    public FleetView ofGuest(NodeInfo guest, ActorRef<SlotsCommand> slots) {
        return new FleetView(guest, this, slots);
    }

    /** The view of a node that is alone. */
    public static FleetView alone(String name, QueueSlots queues, TaskRegistry registry) {
        NodeInfo self = new NodeInfo(
                name, name, Set.of(), queues, TypeInfo.allOf(registry), 0, null, "development", Instant.EPOCH, null);
        return new FleetView(self, Optional::empty, Set::of, List::of, DeclaredTypes.NONE);
    }

    public NodeInfo self() {
        return self.now(running, storeFault.get().orElse(null), partitions.get());
    }

    /** The other nodes, and all guests. */
    public List<Peer> others() {
        return known.get().others;
    }

    /** The other nodes. */
    public List<Peer> otherNodes() {
        return known.get().nodes;
    }

    /** The guests of this node. */
    public List<Peer> guests() {
        return known.get().guests;
    }

    /** The guests of all nodes. */
    public List<Peer> allGuests() {
        Known now = known.get();
        return now.others.subList(now.nodes.size(), now.others.size());
    }

    /** This node and the others. */
    public List<NodeInfo> nodes() {
        return Stream.concat(Stream.of(self()), known.get().nodes.stream().map(Peer::info))
                .toList();
    }

    /** This node, the others and all guests. */
    public List<NodeInfo> all() {
        return Stream.concat(Stream.of(self()), known.get().others.stream().map(Peer::info))
                .toList();
    }

    /** The node or guest with these slots; null if it is none that is known. */
    public NodeInfo info(ActorRef<SlotsCommand> slots) {
        for (Peer peer : known.get().others) {
            if (peer.slots().equals(slots)) {
                return peer.info();
            }
        }
        return null;
    }

    /** Whether anybody can run the task type at the moment. */
    public boolean knows(String typeName) {
        return self.types().containsKey(typeName)
                || known.get().others.stream()
                        .anyMatch(peer -> peer.info().types().containsKey(typeName));
    }

    /** The task type as this node declares it, else as another one does, else as the last guest did, there or not. */
    public Optional<TypeInfo> type(String name) {
        TypeInfo own = self.types().get(name);
        if (own != null) {
            return Optional.of(own);
        }
        return find(otherNodes(), name).or(() -> declared.find(name)).or(() -> find(allGuests(), name));
    }

    private static Optional<TypeInfo> find(List<Peer> peers, String type) {
        return peers.stream()
                .map(peer -> peer.info().types().get(type))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Names of all task types that can be submitted. */
    public Set<String> typeNames() {
        Set<String> names = new HashSet<>(self.types().keySet());
        known.get().others.forEach(peer -> names.addAll(peer.info().types().keySet()));
        names.addAll(declared.names());
        return names;
    }

    /** @param address host and port */
    public boolean isStoreFaulty(String address) {
        return nodes().stream().anyMatch(node -> node.address().equals(address) && node.storeFault() != null);
    }

    /** Whether anybody serves the queue. */
    public boolean serves(String queue) {
        return self.queues().serves(queue)
                || known.get().others.stream()
                        .anyMatch(peer -> peer.info().queues().serves(queue));
    }

    /** The slots of all that a task of the queue can hope for. */
    public int concurrency(String queue) {
        int total = self.queues().concurrency(queue);
        for (Peer peer : known.get().others) {
            total += peer.info().queues().concurrency(queue);
        }
        return total;
    }

    /** Whether it is this node's own guest, or with a node that answers. */
    public boolean isReachable(NodeInfo peer) {
        return peer.address().equals(self.address()) || members.get().contains(peer.address());
    }

    /** Since when there has been a node that keeps tasks, of those that there are. */
    public Instant upSince() {
        return nodes().stream()
                .filter(node -> node.roles().contains(Role.TASK.toString()))
                .map(NodeInfo::startedAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /** Members that have not introduced themselves yet. */
    public Set<String> unheard() {
        Set<String> unheard = new HashSet<>(members.get());
        known.get().nodes.forEach(peer -> unheard.remove(peer.info().address()));
        return unheard;
    }

    /** How many tasks this node runs at the moment. */
    public void running(int tasks) {
        running = tasks;
    }

    /** {@link Fleet} has heard of these. */
    public synchronized void set(List<Peer> nodes, List<Peer> theirGuests) {
        heardOf = Known.of(nodes, theirGuests, heardOf.guests);
    }

    /** These are the guests of this node from now on. */
    public synchronized void guests(List<Peer> guests) {
        heardOf = Known.of(heardOf.nodes, heardOf.theirGuests, guests);
    }
}
