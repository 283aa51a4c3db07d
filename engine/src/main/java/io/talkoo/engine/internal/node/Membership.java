package io.talkoo.engine.internal.node;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.engine.internal.fleet.TypeInfo;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.worker.QueueSlots;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/** What the cluster knows of its members, in the words of the engine. */
final class Membership {
    private static final Set<MemberStatus> PRESENT = Set.of(MemberStatus.up(), MemberStatus.leaving());

    private Membership() {}

    /** This node as the others are told of it. */
    static NodeInfo describe(ActorSystem<?> system, TalkooSettings settings, TaskRegistry registry) {
        Member self = Cluster.get(system).selfMember();
        return new NodeInfo(
                settings.node().name(),
                address(self),
                self.getRoles(),
                new QueueSlots(settings.queues().slots()),
                TypeInfo.allOf(registry),
                0,
                null,
                version());
    }

    /** Addresses of the other members that are there and can be reached. */
    static Supplier<Set<String>> others(ActorSystem<?> system) {
        Cluster cluster = Cluster.get(system);
        return () -> {
            Set<String> addresses = new HashSet<>();
            cluster.state().getMembers().forEach(member -> {
                if (PRESENT.contains(member.status())) {
                    addresses.add(address(member));
                }
            });
            cluster.state().getUnreachable().forEach(member -> addresses.remove(address(member)));
            addresses.remove(address(cluster.selfMember()));
            return addresses;
        };
    }

    private static String address(Member member) {
        return member.address().getHost().orElse("local") + ":"
                + member.address().getPort().orElse(0);
    }

    private static String version() {
        String version = Membership.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
