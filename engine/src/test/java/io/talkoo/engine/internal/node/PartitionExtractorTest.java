package io.talkoo.engine.internal.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.parcel.Claim;
import io.talkoo.engine.internal.store.Partition;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.worker.WorkerCommand;
import org.junit.jupiter.api.Test;

final class PartitionExtractorTest {
    private static final String ID = "0193f3a2-7c1e-7000-8000-00805f9b34fb";
    private static final Claim CLAIM = new Claim(ID, "any:1", 1, null);

    private final PartitionExtractor tasks = PartitionExtractor.ofTasks(64);
    private final PartitionExtractor workers = PartitionExtractor.ofWorkers(64);

    @Test
    void aTaskAndItsWorkerAreInShardsOfTheSameName() {
        String partition = Integer.toString(Partition.of(ID, 64));

        assertThat(tasks.shardId(tasks.entityId(new TaskCommand.Expire(ID)))).isEqualTo(partition);
        assertThat(workers.shardId(workers.entityId(new WorkerCommand.Settled(ID))))
                .isEqualTo(partition);
    }

    @Test
    void theClaimToAMessageGoesWhereTheMessageWouldGo() {
        TalkooMessage ofTask = new TaskCommand.Expire(ID);
        TalkooMessage ofWorker = new WorkerCommand.Settled(ID);

        assertThat(tasks.entityId(CLAIM)).isEqualTo(tasks.entityId(ofTask));
        assertThat(workers.entityId(CLAIM)).isEqualTo(workers.entityId(ofWorker));
    }
}
