package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Dialect.TaskRow;
import io.talkoo.engine.internal.task.StoredTask;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import scala.concurrent.Promise;

/** A read of one task's row; those that wait at the same time are one statement. */
record Load(String id, TaskCodec codec, Promise<Optional<StoredTask>> promise) implements Operation {
    /** A row may be as large as a result may be, and all of a statement's are in memory at once. */
    private static final int MOST_TOGETHER = 32;

    Load(String id, TaskCodec codec) {
        this(id, codec, Promise.apply());
    }

    static void run(List<Load> loads, Session session) throws SQLException {
        for (int from = 0; from < loads.size(); from += MOST_TOGETHER) {
            runTogether(loads.subList(from, Math.min(loads.size(), from + MOST_TOGETHER)), session);
        }
    }

    private static void runTogether(List<Load> loads, Session session) throws SQLException {
        Map<String, TaskRow> rows = session.dialect()
                .tasks(session, loads.stream().map(Load::id).distinct().toList());
        loads.forEach(load -> load.complete(rows.get(load.id())));
    }

    private void complete(TaskRow row) {
        try {
            promise.trySuccess(Optional.ofNullable(row).map(found -> TaskRows.read(found, codec)));
        } catch (RuntimeException e) {
            fail(e);
        }
    }
}
