package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Dialect.Freed;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the ends of rows brought about in others, in the transaction that wrote them. Immutable once it is handed out. */
public final class Effects {
    private final TaskCodec codec;
    private final List<Freed> released = new ArrayList<>();
    private final List<StoredTask> started = new ArrayList<>();
    private final List<TaskRecord> ended = new ArrayList<>();

    Effects(TaskCodec codec) {
        this.codec = codec;
    }

    void released(Freed row) {
        released.add(row);
    }

    void started(TaskWrite row) {
        started.add(new StoredTask(row.task(), row.revision()));
    }

    void ended(TaskWrite row) {
        ended.add(row.task());
    }

    void add(Effects later) {
        released.addAll(later.released);
        started.addAll(later.started);
        ended.addAll(later.ended);
    }

    boolean isEmpty() {
        return released.isEmpty() && started.isEmpty() && ended.isEmpty();
    }

    /** The rows that are tasks to be run now, or at their due time. Reads them: not for the store's own thread. */
    public List<StoredTask> toRun() {
        Stream<StoredTask> read = released.stream().flatMap(row -> row.read(codec).stream());
        return Stream.concat(read, started.stream().filter(each -> isToRun(each)))
                .toList();
    }

    private static boolean isToRun(StoredTask task) {
        return !task.task().ready() && !task.task().phase().blocked();
    }

    /** The rows that have ended because of others. */
    public List<String> ended() {
        return ended.stream().map(TaskRecord::id).toList();
    }

    /** The rows that were inserted or have ended. */
    Stream<TaskRecord> changed() {
        return Stream.concat(started.stream().map(StoredTask::task), ended.stream());
    }
}
