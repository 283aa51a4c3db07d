package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.Unique;
import io.talkoo.protocol.UniqueUntil;
import java.sql.SQLException;
import java.util.List;
import org.apache.pekko.Done;
import scala.concurrent.Promise;

/**
 * A task's row: revision 1 is a new one, a later one replaces the one before it.
 *
 * @param headers as {@link Dialect#headers} writes them
 * @param step whether a new row is written with all columns, and not only with those that a lone task in no lane has
 * @param waits how many rows it waits for
 * @param failures how many of those have failed already
 * @param releases what its end means to those that wait for it
 * @param starts rows that are inserted with it
 */
record TaskWrite(
        TaskRecord task,
        long revision,
        int partition,
        String headers,
        byte[] data,
        boolean step,
        int waits,
        int failures,
        List<ReleaseWrite> releases,
        List<TaskWrite> starts,
        Promise<Done> promise)
        implements Write {

    @Override
    public Change change() {
        if (revision > 1) {
            return task.phase().blocked() ? Change.UPDATE_STEP : isFailure() ? Change.FAIL_TASK : Change.UPDATE_TASK;
        }
        return step || !task.spec().lane().isEmpty() ? Change.INSERT_STEP : Change.INSERT_TASK;
    }

    private boolean isFailure() {
        return task.phase() == Phase.FAILURE;
    }

    @Override
    public boolean hasEffects() {
        return Write.super.hasEffects() || isRerun() || freesKey();
    }

    /** Whether it has had its key to itself long enough. */
    boolean freesKey() {
        Unique unique = task.spec().unique();
        if (unique == null || revision == 1 || unique.until().kind() == UniqueUntil.Kind.ELAPSED) {
            return false;
        }
        boolean begun = unique.until().kind() == UniqueUntil.Kind.STARTED && task.phase() == Phase.STARTED;
        return begun || task.ready();
    }

    /** Whether what ended because of it has to wait for it again, or it has to wait itself. */
    boolean isRerun() {
        boolean again = task.phase() == Phase.PENDING && task.spec().flow().handsOn();
        return revision > 1 && (again || task.phase() == Phase.BLOCKED);
    }

    /** The same with other data. */
    TaskWrite withData(byte[] other) {
        return new TaskWrite(
                task, revision, partition, headers, other, step, waits, failures, releases, starts, promise);
    }

    /** The same, waiting for so many rows. */
    TaskWrite waiting(int forRows, int failed) {
        return new TaskWrite(
                task, revision, partition, headers, data, step, forRows, failed, releases, starts, promise);
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
        if (change() == Change.UPDATE_STEP) {
            to.number(waits);
            to.number(failures);
        }
        if (change() == Change.FAIL_TASK) {
            to.text(task.error() == null ? null : task.error().type());
        }
        if (change() == Change.INSERT_STEP) {
            bindStep(to);
        }
    }

    private void bindStep(RowValues to) throws SQLException {
        Flow flow = task.spec().flow();
        to.number(waits);
        to.text(flow.joins());
        to.number(flow.position());
        to.text(task.spec().lane());
    }

    private void bindChanging(RowValues to) throws SQLException {
        to.number(task.phase().code());
        to.text(task.phase() == Phase.STARTED ? task.custom() : null);
        to.number(Millis.ceil(task.dueAt()));
        to.time(task.finishedAt());
        to.time(task.purgeAt());
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
        to.time(spec.expiresAt());
        to.text(spec.parentId());
        to.text(spec.rootId());
        to.text(headers);
    }
}
