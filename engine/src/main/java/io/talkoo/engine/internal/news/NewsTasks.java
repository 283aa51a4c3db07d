package io.talkoo.engine.internal.news;

import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.protocol.JsonBytes;

/** Tasks as they are told to those who listen to all of them. */
final class NewsTasks {
    /** What waits for a slow listener is bounded by this and the number of its tasks. */
    private static final int MOST_BYTES = 16 * 1024;

    private NewsTasks() {}

    /** Without arguments, result and meta where they are large. */
    static TaskRecord abridged(TaskRecord task) {
        int bytes = bytes(task.spec().args())
                + bytes(task.spec().kwargs())
                + bytes(task.input())
                + bytes(task.result())
                + bytes(task.meta());
        return bytes <= MOST_BYTES ? task : TaskState.abridged(task);
    }

    private static int bytes(JsonBytes json) {
        return json == null ? 0 : json.sizeBytes();
    }
}
