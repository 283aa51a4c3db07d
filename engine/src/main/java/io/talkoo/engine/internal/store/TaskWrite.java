package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import java.sql.SQLException;
import java.time.Instant;
import org.apache.pekko.Done;
import scala.concurrent.Promise;

/**
 * A task's row: revision 1 is a new one, a later one replaces the one before it.
 *
 * @param headers as {@link Dialect#headers} writes them
 */
record TaskWrite(TaskRecord task, long revision, int partition, String headers, byte[] data, Promise<Done> promise)
        implements Write {

    @Override
    public Change change() {
        return revision == 1 ? Change.INSERT_TASK : Change.UPDATE_TASK;
    }

    @Override
    public String key() {
        return task.id();
    }

    @Override
    public int dataBytes() {
        return data.length;
    }

    @Override
    public void bind(RowValues to) throws SQLException {
        bindChanging(to);
        to.text(task.id());
        if (revision == 1) {
            bindFixed(to);
        }
    }

    private void bindChanging(RowValues to) throws SQLException {
        to.number(task.phase().code());
        to.text(task.phase() == Phase.STARTED ? task.custom() : null);
        to.number(Millis.ceil(task.dueAt()));
        time(to, task.finishedAt());
        time(to, task.purgeAt());
        to.number(task.deliveries());
        to.number(revision);
        to.bytes(data);
    }

    private void bindFixed(RowValues to) throws SQLException {
        TaskSpec spec = task.spec();
        to.number(partition);
        to.text(spec.queue());
        to.text(spec.name());
        to.number(spec.priority());
        to.number(Millis.floor(spec.createdAt()));
        time(to, spec.expiresAt());
        to.text(spec.parentId());
        to.text(spec.rootId());
        to.text(headers);
    }

    private static void time(RowValues to, Instant time) throws SQLException {
        if (time == null) {
            to.noNumber();
        } else {
            to.number(Millis.ceil(time));
        }
    }
}
