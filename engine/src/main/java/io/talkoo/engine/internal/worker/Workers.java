package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.store.Partition;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The way to the Worker of a task's partition. Tasks and their Worker are placed alike, so the Worker is nearly always
 * on this node, and is told without a detour over the shard region; where it is not (yet), the region finds it.
 * Thread-safe.
 */
public final class Workers {
    private final AtomicReferenceArray<ActorRef<WorkerCommand>> local;
    private volatile ActorRef<TalkooMessage> region;
    private volatile List<Integer> here = List.of();

    public Workers(int partitions) {
        local = new AtomicReferenceArray<>(partitions);
    }

    public int partitions() {
        return local.length();
    }

    /** The partition of a task. */
    int partition(String id) {
        return Partition.of(id, local.length());
    }

    public void tell(WorkerCommand.ForTask command) {
        ActorRef<WorkerCommand> worker = local.get(partition(command.id()));
        ActorRef<TalkooMessage> elsewhere = region;
        if (worker != null) {
            worker.tell(command);
        } else if (elsewhere != null) {
            elsewhere.tell(command);
        }
    }

    /** The node stops: what finds no Worker here any more is dropped, and a sweep finds what it would have said. */
    public void leave() {
        region = null;
    }

    /** Starts the Workers of all partitions that are not running anywhere, and has the others look at the clock. */
    public void wake() {
        ActorRef<TalkooMessage> all = region;
        for (int partition = 0; all != null && partition < local.length(); partition++) {
            all.tell(new WorkerCommand.Wake(partition, null));
        }
    }

    /** Tells the Workers of this node that the queue is not paused any more. */
    public void resumed(String queue) {
        tellLocal(new WorkerCommand.Resumed(queue));
    }

    /** Tells the Workers of this node that a task type has other limits. */
    void limitsChanged(String type) {
        tellLocal(new WorkerCommand.LimitsChanged(type));
    }

    private void tellLocal(WorkerCommand command) {
        for (int partition = 0; partition < local.length(); partition++) {
            ActorRef<WorkerCommand> worker = local.get(partition);
            if (worker != null) {
                worker.tell(command);
            }
        }
    }

    /** The Worker of {@code partition} where it runs on this node; else null. */
    public ActorRef<WorkerCommand> local(int partition) {
        return local.get(partition);
    }

    public void region(ActorRef<TalkooMessage> workerRegion) {
        region = workerRegion;
    }

    public ActorRef<TalkooMessage> region() {
        return region;
    }

    /** The partitions whose Workers run on this node, in the order of their numbers. */
    public List<Integer> here() {
        return here;
    }

    synchronized void started(int partition, ActorRef<WorkerCommand> worker) {
        local.set(partition, worker);
        count();
    }

    synchronized void stopped(int partition, ActorRef<WorkerCommand> worker) {
        local.compareAndSet(partition, worker, null);
        count();
    }

    private void count() {
        here = IntStream.range(0, local.length())
                .filter(partition -> local.get(partition) != null)
                .boxed()
                .toList();
    }
}
