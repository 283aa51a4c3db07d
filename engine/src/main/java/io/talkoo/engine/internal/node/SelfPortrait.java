package io.talkoo.engine.internal.node;

import io.talkoo.config.TalkooSettings;
import io.talkoo.config.TalkooSettings.Role;
import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.engine.internal.fleet.TypeInfo;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.worker.QueueSlots;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;

/** What a node tells the others of itself when it starts. */
final class SelfPortrait {
    private SelfPortrait() {}

    /** @param address host and port of the cluster endpoint */
    static NodeInfo of(TalkooSettings settings, TaskRegistry registry, String address, Instant startedAt) {
        boolean runsTasks = settings.cluster().roles().contains(Role.WORKER);
        return new NodeInfo(
                settings.node().name(),
                address,
                settings.cluster().roles().stream().map(Role::toString).collect(Collectors.toSet()),
                new QueueSlots(runsTasks ? settings.queues().slots() : Map.of()),
                TypeInfo.allOf(registry),
                0,
                null,
                version(),
                startedAt,
                null);
    }

    /** A number that this incarnation of the node counts its calls from: no other node comes near it. */
    static long firstCall(ActorSystem<?> system) {
        return (Cluster.get(system).selfMember().uniqueAddress().longUid() & Integer.MAX_VALUE) << Integer.SIZE;
    }

    private static String version() {
        String version = SelfPortrait.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
