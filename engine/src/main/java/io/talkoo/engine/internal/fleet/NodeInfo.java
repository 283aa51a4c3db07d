package io.talkoo.engine.internal.fleet;

import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.worker.QueueSlots;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a node tells the others of itself. Immutable.
 *
 * @param address host and port of its cluster endpoint
 * @param queues its slots; none on a node that runs no tasks
 * @param types the task types whose code it has
 * @param running tasks it runs at the moment
 * @param storeFault why its store takes no writes; null while it does
 * @param startedAt since when it is up; null of a node that does not say
 * @param partitions whose Workers it has at the moment; null of one that does not say
 */
public record NodeInfo(
        String name,
        String address,
        Set<String> roles,
        QueueSlots queues,
        Map<String, TypeInfo> types,
        int running,
        String storeFault,
        String version,
        Instant startedAt,
        List<Integer> partitions) {

    public NodeInfo {
        roles = Set.copyOf(roles);
        types = Map.copyOf(types);
        partitions = partitions == null ? null : List.copyOf(partitions);
    }

    public boolean canRun(TaskSpec task) {
        return queues.serves(task.queue()) && types.containsKey(task.name());
    }

    NodeInfo now(int runningNow, String storeFaultNow, List<Integer> partitionsNow) {
        return new NodeInfo(
                name, address, roles, queues, types, runningNow, storeFaultNow, version, startedAt, partitionsNow);
    }
}
