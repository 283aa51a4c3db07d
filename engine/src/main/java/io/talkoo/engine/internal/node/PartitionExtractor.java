package io.talkoo.engine.internal.node;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.limit.LimiterCommand.Introduce;
import io.talkoo.engine.internal.parcel.Claim;
import io.talkoo.engine.internal.store.Partition;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.worker.WorkerCommand;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;

/**
 * Which entity a message is for, and in which shard that entity lives: the partition of the task, for tasks and Workers
 * alike, so that a task and its Worker are always in shards of the same name.
 */
final class PartitionExtractor extends ShardingMessageExtractor<TalkooMessage, TalkooMessage> {
    private final String[] names;
    private final boolean ofWorkers;

    private PartitionExtractor(int partitions, boolean ofWorkers) {
        this.ofWorkers = ofWorkers;
        this.names = new String[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            names[partition] = Integer.toString(partition);
        }
    }

    static PartitionExtractor ofTasks(int partitions) {
        return new PartitionExtractor(partitions, false);
    }

    static PartitionExtractor ofWorkers(int partitions) {
        return new PartitionExtractor(partitions, true);
    }

    @Override
    public String entityId(TalkooMessage message) {
        if (message instanceof TaskCommand command) {
            return command.id();
        }
        if (message instanceof WorkerCommand.ForTask command) {
            return shardOf(command.id());
        }
        if (message instanceof Claim claim) {
            return ofWorkers ? shardOf(claim.taskId()) : claim.taskId();
        }
        if (message instanceof Introduce introduce) {
            return names[introduce.partition()];
        }
        return message instanceof WorkerCommand.Wake wake ? names[wake.partition()] : null;
    }

    @Override
    public String shardId(String entityId) {
        return ofWorkers ? entityId : shardOf(entityId);
    }

    private String shardOf(String taskId) {
        return names[Partition.of(taskId, names.length)];
    }

    @Override
    public TalkooMessage unwrapMessage(TalkooMessage message) {
        return message;
    }
}
