package io.talkoo.engine.internal.store;

/** The partition of a task: its shard, and the Worker its row is waiting for. */
public final class Partition {
    private Partition() {}

    /**
     * The partition of task {@code id}, from 0 to {@code partitions - 1}. Stored with every row: the function must never
     * change.
     */
    public static int of(String id, int partitions) {
        int hash = id.hashCode();
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        return Math.floorMod(hash ^ (hash >>> 13), partitions);
    }
}
