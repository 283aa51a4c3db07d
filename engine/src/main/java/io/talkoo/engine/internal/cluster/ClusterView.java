package io.talkoo.engine.internal.cluster;

import io.talkoo.config.TalkooSettings.Role;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.LeaderChanged;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.ReachabilityEvent;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * What a node knows of its cluster at one moment. Immutable.
 *
 * @param leader the node that lets others in and out at the moment; null where none is known
 */
public record ClusterView(UniqueAddress selfId, Map<UniqueAddress, ClusterMember> byId, Address leader) {
    static ClusterView empty(UniqueAddress self) {
        return new ClusterView(self, Map.of(), null);
    }

    public Collection<ClusterMember> members() {
        return byId.values();
    }

    /** This node; empty before it joins and once it is out. */
    Optional<ClusterMember> self() {
        return Optional.ofNullable(byId.get(selfId));
    }

    boolean isUp() {
        return self().filter(ClusterMember::isUp).isPresent();
    }

    /** All other nodes that are part of the cluster. */
    List<ClusterMember> others() {
        return members().stream()
                .filter(member -> !member.id().equals(selfId) && member.counts())
                .toList();
    }

    /** Whether another node of {@code before} is out of the cluster. */
    boolean lacksOtherOf(ClusterView before) {
        return before.byId().keySet().stream().anyMatch(id -> !id.equals(selfId) && !byId.containsKey(id));
    }

    public List<ClusterMember> unreachable() {
        return members().stream().filter(member -> !member.reachable()).toList();
    }

    /** Another member of the same name as this node. */
    Optional<ClusterMember> namesake() {
        return self().flatMap(self -> others().stream()
                .filter(other -> other.name().equals(self.name()))
                .findFirst());
    }

    /** Why this node, as a member of its cluster, cannot accept tasks; empty when it can. */
    Optional<String> unreadiness() {
        MemberStatus status = self().map(ClusterMember::status).orElse(null);
        if (status == MemberStatus.leaving() || status == MemberStatus.exiting()) {
            return Optional.of("This node is leaving the cluster.");
        }
        if (status != MemberStatus.up()) {
            return Optional.of("This node is not in the cluster yet.");
        }
        long all = members().stream().filter(ClusterMember::counts).count();
        List<ClusterMember> reached = members().stream()
                .filter(member -> member.counts() && member.reachable())
                .toList();
        if (reached.size() * 2L < all) {
            return Optional.of("This node reaches only " + reached.size() + " of the " + all
                    + " nodes of the cluster, itself included; it goes on when it reaches the majority.");
        }
        if (reached.stream().noneMatch(member -> member.has(Role.TASK))) {
            return Optional.of("No node with the role task answers; start one.");
        }
        return Optional.empty();
    }

    ClusterView with(ClusterDomainEvent event) {
        if (event instanceof MemberRemoved removed) {
            return without(removed.member().uniqueAddress());
        }
        if (event instanceof MemberEvent changed) {
            ClusterMember before = byId.get(changed.member().uniqueAddress());
            return with(ClusterMember.of(changed.member(), before == null || before.reachable()));
        }
        if (event instanceof ReachabilityEvent changed) {
            return with(ClusterMember.of(changed.member(), event instanceof ReachableMember));
        }
        return event instanceof LeaderChanged changed ? new ClusterView(selfId, byId, changed.getLeader()) : this;
    }

    private ClusterView with(ClusterMember member) {
        Map<UniqueAddress, ClusterMember> changed = new LinkedHashMap<>(byId);
        changed.put(member.id(), member);
        return new ClusterView(selfId, Collections.unmodifiableMap(changed), leader);
    }

    private ClusterView without(UniqueAddress id) {
        Map<UniqueAddress, ClusterMember> changed = new LinkedHashMap<>(byId);
        changed.remove(id);
        return new ClusterView(selfId, Collections.unmodifiableMap(changed), leader);
    }
}
