package io.talkoo.engine.internal.cluster;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.sharding.ShardCoordinator;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.concurrent.Future$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Puts every shard where {@link Placement} wants it, and moves what is elsewhere, a bounded number at a time. Used for
 * tasks and for Workers alike, so that a task and its Worker are on the same node. Thread-safe.
 */
public final class RendezvousAllocation extends ShardCoordinator.AbstractShardAllocationStrategy {
    /** What moves is not served for a moment; a quarter of the usual number of partitions at a time. */
    private static final int MOVES_AT_ONCE = 16;

    private final int partitions;
    private final Address self;
    private final Predicate<Address> eligible;
    private final Predicate<Set<Address>> settled;

    /**
     * @param self of the node that decides, whose own region has an address without host
     * @param eligible whether a node is to own anything; asked often, must not block. Where no node is, all are
     * @param settled whether it is a good time to move anything, given the nodes that have a region; must not block
     */
    public RendezvousAllocation(
            int partitions, Address self, Predicate<Address> eligible, Predicate<Set<Address>> settled) {
        this.partitions = partitions;
        this.self = self;
        this.eligible = eligible;
        this.settled = settled;
    }

    @Override
    public Future<ActorRef> allocateShard(
            ActorRef requester, String shard, Map<ActorRef, IndexedSeq<String>> allocations) {
        Map<String, ActorRef> regions = byNode(allocations.keySet());
        return Future$.MODULE$.successful(
                regions.get(Placement.of(regions.keySet(), partitions).get(Integer.parseInt(shard))));
    }

    @Override
    public Future<Set<String>> rebalance(Map<ActorRef, IndexedSeq<String>> allocations, Set<String> moving) {
        if (!mayMove(allocations.keySet())) {
            return Future$.MODULE$.successful(Set.of());
        }
        Map<String, ActorRef> regions = byNode(allocations.keySet());
        List<String> owners = Placement.of(regions.keySet(), partitions);
        Set<String> moves = allocations.entrySet().stream()
                .flatMap(entry -> CollectionConverters.asJava(entry.getValue()).stream()
                        .filter(shard -> regions.get(owners.get(Integer.parseInt(shard))) != entry.getKey()))
                .filter(shard -> !moving.contains(shard))
                .sorted(Comparator.comparingInt(Integer::parseInt))
                .limit(Math.max(0, MOVES_AT_ONCE - moving.size()))
                .collect(Collectors.toSet());
        return Future$.MODULE$.successful(moves);
    }

    /**
     * A region outlives its node by a moment, and what was taken from it then would wait for a hand-off that nobody answers,
     * although it is free as soon as the region is given up. Two of one address are those of a node and of its past.
     */
    private boolean mayMove(Set<ActorRef> regions) {
        Set<Address> nodes = regions.stream().map(this::node).collect(Collectors.toSet());
        return !nodes.isEmpty() && nodes.size() == regions.size() && settled.test(nodes);
    }

    private Address node(ActorRef region) {
        Address address = region.path().address();
        return address.hasLocalScope() ? self : address;
    }

    private Map<String, ActorRef> byNode(Collection<ActorRef> regions) {
        Map<String, ActorRef> all = new TreeMap<>();
        Map<String, ActorRef> willing = new TreeMap<>();
        for (ActorRef region : regions) {
            Address address = node(region);
            all.put(address.hostPort(), region);
            if (eligible.test(address)) {
                willing.put(address.hostPort(), region);
            }
        }
        return willing.isEmpty() ? all : willing;
    }
}
