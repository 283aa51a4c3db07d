package io.talkoo.engine.internal.node;

import io.talkoo.engine.internal.cluster.ClusterMember;
import io.talkoo.engine.internal.cluster.ClusterView;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.protocol.ClusterStatus;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the cluster knows of its members, and what they told of themselves, in one. */
final class ClusterPicture {
    private final ClusterView view;
    private final Map<String, NodeInfo> told;
    private final int partitions;

    ClusterPicture(ClusterView view, FleetView fleet, int partitions) {
        this.view = view;
        this.partitions = partitions;
        this.told = fleet.nodes().stream()
                .collect(Collectors.toMap(NodeInfo::address, Function.identity(), (first, second) -> second));
    }

    /** @param fault of the store; empty while it answers */
    ClusterStatus status(String storeUrl, Optional<String> fault) {
        return new ClusterStatus(
                view.members().stream()
                        .sorted(Comparator.comparing(ClusterMember::name))
                        .map(this::node)
                        .toList(),
                leader(),
                view.unreachable().stream().map(ClusterMember::name).sorted().toList(),
                new ClusterStatus.Store(storeUrl.split(":")[1], fault.orElse(null)),
                partitions);
    }

    private String leader() {
        return view.members().stream()
                .filter(member -> member.id().address().equals(view.leader()))
                .map(ClusterMember::name)
                .findFirst()
                .orElse(null);
    }

    private ClusterStatus.Node node(ClusterMember member) {
        NodeInfo info = told.get(member.place());
        Map<String, Integer> slots = info == null ? Map.of() : info.queues().byName();
        return new ClusterStatus.Node(
                member.name(),
                member.place(),
                member.roles().stream().sorted().toList(),
                member.status().toString().toLowerCase(Locale.ROOT),
                info == null ? null : info.version(),
                slots.keySet().stream().sorted().toList(),
                slots.values().stream().mapToInt(Integer::intValue).sum(),
                info == null ? 0 : info.running(),
                info == null ? null : info.partitions());
    }
}
