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
                startedAt);
    }

    private static String version() {
        String version = SelfPortrait.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
