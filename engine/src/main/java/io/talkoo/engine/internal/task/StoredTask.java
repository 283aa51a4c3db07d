package io.talkoo.engine.internal.task;

/** A task as the store holds it: with the revision its row has, from 1. */
public record StoredTask(TaskRecord task, long revision) {
    /** What tells it from others, and its place in the line: all but the arguments and what runs left behind. */
    public StoredTask withoutPayload() {
        return new StoredTask(TaskState.withoutPayload(task), revision);
    }
}
