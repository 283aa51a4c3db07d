package io.talkoo.engine.internal.store;

import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest rows that wait for one other, as this session inserted them: as long as such a row has not been changed it can
 * be released without being read. In a chain that is every step but the first. Of the writer's thread.
 */
final class WaitingSteps {
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    /** A row that was inserted, and what is appended to it. */
    record Released(TaskWrite step, ReleaseWrite release, byte[] data) implements Bound {
        private static Released of(TaskWrite step, ReleaseWrite release) {
            return new Released(step, release, TaskCodec.append(step.data(), release.section()));
        }

        Dialect.TaskRow row() {
            return new Dialect.TaskRow(
                    step.key(), step.revision() + 1, step.task().spec().name(), data);
        }

        @Override
        public void bind(RowValues to) throws SQLException {
            to.number(Millis.ceil(release.dueAt()));
            if (release.expiresAt() == null) {
                to.noNumber();
            } else {
                to.number(Millis.ceil(release.expiresAt()));
            }
            to.bytes(data);
            to.text(step.key());
        }
    }

    private final Map<String, TaskWrite> steps = new LinkedHashMap<>();
    private long bytes;

    /** @param inserted for each row whether it was, as the number of rows changed */
    void add(List<Write> rows, long[] inserted) {
        for (int i = 0; i < inserted.length; i++) {
            if (inserted[i] > 0
                    && rows.get(i) instanceof TaskWrite step
                    && step.waits() == 1
                    && steps.put(step.key(), step) == null) {
                bytes += step.dataBytes();
            }
        }
        for (Iterator<TaskWrite> oldest = steps.values().iterator(); bytes > MOST_BYTES && oldest.hasNext(); ) {
            bytes -= oldest.next().dataBytes();
            oldest.remove();
        }
    }

    /** The row as it is once it is released, and forgets it; null if that has to be read. */
    Released take(ReleaseWrite release) {
        TaskWrite step = release.ended() == 1 && release.failed() == 0 ? steps.remove(release.id()) : null;
        if (step == null) {
            return null;
        }
        bytes -= step.dataBytes();
        return Released.of(step, release);
    }

    /** What was added last may not have been committed. */
    void forget() {
        steps.clear();
        bytes = 0;
    }
}
