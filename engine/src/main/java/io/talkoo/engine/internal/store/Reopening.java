package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Dialect.TaskRow;
import io.talkoo.engine.internal.store.Write.Change;
import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.Release;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskState;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Has what ended because of a task wait for it again, when that is run again. Within one transaction.
 *
 * @param ended rows that have just ended, and that those which wait for them have not been told of
 */
record Reopening(Session session, TaskCodec codec, FlowWriter.Rows rows, Set<String> ended, Effects effects) {
    void below(TaskRecord task) throws SQLException {
        Deque<TaskRecord> open = new ArrayDeque<>(List.of(task));
        while (!open.isEmpty()) {
            TaskRecord sooner = open.poll();
            for (Flow.Next next : sooner.spec().flow().next()) {
                // Counted while no other node can count in it.
                TaskRow row = session.dialect().locked(session, next.id());
                TaskRecord waiting = row == null ? null : codec.decode(row.data());
                if (waiting != null && waitsFor(waiting, sooner) && reopened(row, waiting)) {
                    open.add(waiting);
                }
            }
        }
    }

    /** What once was to take the place of a task does so no more if something else does, or the task runs again. */
    private static boolean waitsFor(TaskRecord waiting, TaskRecord sooner) {
        return waiting.replacement() == null || waiting.replacement().equals(sooner.id());
    }

    /** Returns whether it had ended. */
    private boolean reopened(TaskRow row, TaskRecord waiting) throws SQLException {
        if (waiting.phase().blocked()) {
            // Another one it waits for runs again already.
            write(rows.write(waiting, row.revision() + 1));
            return false;
        }
        if (!endedBecauseOfOthers(waiting)) {
            return false;
        }
        write(rows.write(TaskState.reopened(waiting), row.revision() + 1));
        return true;
    }

    private void write(TaskWrite open) throws SQLException {
        session.dialect().write(session, Change.UPDATE_STEP, List.of(counted(open)));
        effects.ended(open);
    }

    private static boolean endedBecauseOfOthers(TaskRecord task) {
        return task.ready()
                && task.phase() != Phase.SUCCESS
                && (task.isUpstreamFailed() || task.spec().flow().group() || task.replacement() != null);
    }

    /** It waits for those that have not ended, and remembers of the others that one has failed. */
    private TaskWrite counted(TaskWrite open) throws SQLException {
        if (open.task().replacement() != null || open.task().spec().flow().waits() < 2) {
            return open.waiting(1, 0);
        }
        int waits = 0;
        int failures = 0;
        Release first = null;
        for (TaskRecord input : GatherQuery.members(session, codec, open.key())) {
            if (!input.ready() || ended.contains(input.id())) {
                waits++;
            } else if (input.phase() != Phase.SUCCESS) {
                failures++;
                first = first == null ? Release.of(input).get(0) : first;
            }
        }
        TaskWrite counted = open.waiting(waits, failures);
        return first == null ? counted : counted.withData(codec.append(counted.data(), first));
    }
}
