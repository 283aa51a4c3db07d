package io.talkoo.engine.internal.node;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.limit.LimiterCommand.Seek;
import io.talkoo.engine.internal.store.Partition;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;

/** The limiter of a task type lives in the shard of the partition that a task with that name as its id would have. */
final class LimiterExtractor extends ShardingMessageExtractor<TalkooMessage, TalkooMessage> {
    private final int partitions;

    LimiterExtractor(int partitions) {
        this.partitions = partitions;
    }

    @Override
    public String entityId(TalkooMessage message) {
        return message instanceof Seek seek ? seek.type() : null;
    }

    @Override
    public String shardId(String type) {
        return Integer.toString(Partition.of(type, partitions));
    }

    @Override
    public TalkooMessage unwrapMessage(TalkooMessage message) {
        return message;
    }
}
