package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskState;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The latest rows that wait for one other, as they were inserted: as long as such a row has not been changed it is released
 * without being read. In a chain that is every step but the first. Only for a database that nobody else writes. Of the
 * writer's thread, but for {@link #find}.
 */
final class WaitingSteps {
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    /** A row that was inserted, and what is appended to it. */
    record Released(TaskWrite step, ReleaseWrite release) implements Bound {
        String id() {
            return step.key();
        }

        StoredTask task() {
            return new StoredTask(TaskState.released(step.task(), release.release()), revision());
        }

        /** The row's, once it is released. */
        long revision() {
            return step.revision() + 1;
        }

        @Override
        public void bind(RowValues to) throws SQLException {
            to.time(release.dueAt());
            bindExpiry(to);
            to.bytes(TaskCodec.append(step.data(), release.section()));
            to.text(step.key());
        }

        void bindExpiry(RowValues to) throws SQLException {
            to.time(release.expiresAt());
        }
    }

    private final Map<String, TaskWrite> steps = new LinkedHashMap<>();

    /** Those of them that nothing waits for: a workflow's last one is asked for as soon as the workflow is stored. */
    private final Map<String, StoredTask> last = new ConcurrentHashMap<>();

    private long bytes;

    /** @param inserted for each row whether it was, as the number of rows changed */
    void add(List<Write> rows, long[] inserted) {
        for (int i = 0; i < inserted.length; i++) {
            if (inserted[i] > 0
                    && rows.get(i) instanceof TaskWrite step
                    && step.waits() == 1
                    && step.task().phase() == Phase.BLOCKED
                    && steps.put(step.key(), step) == null) {
                bytes += step.dataBytes();
                if (step.task().spec().flow().next().isEmpty()) {
                    last.put(step.key(), new StoredTask(step.task(), step.revision()));
                }
            }
        }
        while (bytes > MOST_BYTES) {
            remove(steps.keySet().iterator().next());
        }
    }

    /** The row as it is once it is released, and forgets it; null if that has to be read. */
    Released take(ReleaseWrite release) {
        TaskWrite step = remove(release.id());
        return step == null || release.ended() != 1 || release.failed() != 0 ? null : new Released(step, release);
    }

    /** Forgets rows that are being changed. */
    void changed(List<Write> rows) {
        if (!steps.isEmpty()) {
            rows.forEach(row -> remove(row.key()));
        }
    }

    private TaskWrite remove(String id) {
        TaskWrite step = steps.remove(id);
        if (step != null) {
            bytes -= step.dataBytes();
            last.remove(id);
        }
        return step;
    }

    /** A row that nothing waits for; null if it is not known. Thread-safe. */
    StoredTask find(String id) {
        return last.get(id);
    }

    /** What was added last may not have been committed. */
    void forget() {
        steps.clear();
        last.clear();
        bytes = 0;
    }
}
