package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Dialect.TaskRow;
import io.talkoo.engine.internal.store.Write.Change;
import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.Release;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.protocol.ErrorTypes;
import java.sql.SQLException;
import java.util.List;

/** Has what ended because of a task wait for it again, when that is run again. Within one transaction. */
record Reopening(Session session, TaskCodec codec, FlowWriter.Rows rows, Effects effects) {
    /** The SQL state of a transaction that is to be tried again. */
    private static final String RACE = "40001";

    void below(TaskRecord task) throws SQLException {
        for (Flow.Next next : task.spec().flow().next()) {
            TaskRow row = session.dialect().tasks(session, List.of(next.id())).get(next.id());
            if (row != null) {
                reopen(row, codec.decode(row.data()));
            }
        }
    }

    private void reopen(TaskRow row, TaskRecord waiting) throws SQLException {
        if (waiting.phase().blocked()) {
            // Another one it waits for runs again already.
            write(rows.write(waiting, row.revision() + 1));
        } else if (endedBecauseOfOthers(waiting)) {
            write(rows.write(TaskState.reopened(waiting), row.revision() + 1));
            below(waiting);
        }
    }

    private void write(TaskWrite open) throws SQLException {
        if (session.dialect().write(session, Change.UPDATE_STEP, List.of(counted(open)))[0] == 0) {
            throw new SQLException("another node writes task " + open.key() + " at this moment", RACE);
        }
        effects.ended(open.key());
    }

    private static boolean endedBecauseOfOthers(TaskRecord task) {
        boolean upstream = task.error() != null
                && ErrorTypes.UPSTREAM_FAILED.equals(task.error().type());
        return task.ready()
                && task.phase() != Phase.SUCCESS
                && (upstream || task.spec().flow().group() || task.replacement() != null);
    }

    /** It waits for those that have not ended, and remembers of the others that one has failed. */
    private TaskWrite counted(TaskWrite open) throws SQLException {
        if (open.task().spec().flow().waits() < 2) {
            return open.waiting(1, 0);
        }
        int waits = 0;
        int failures = 0;
        Release first = null;
        for (TaskRecord input : GatherQuery.members(session, codec, open.key())) {
            if (!input.ready()) {
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
