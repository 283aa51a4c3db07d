package io.talkoo.engine.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.Json;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Map;
import org.apache.pekko.Done;
import scala.concurrent.Promise;

/**
 * A task's row: revision 1 is a new one, a later one replaces the one before it.
 *
 * @param headers as JSON; null when there are none
 */
record TaskWrite(TaskRecord task, long revision, int partition, String headers, byte[] data, Promise<Done> promise)
        implements Write {

    static TaskWrite of(TaskRecord task, long revision, int partition, TaskCodec codec) {
        return new TaskWrite(
                task, revision, partition, json(task.spec().headers()), codec.encode(task), Promise.apply());
    }

    private static String json(Map<String, String> headers) {
        try {
            return headers.isEmpty() ? null : Json.mapper().writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write headers", e);
        }
    }

    @Override
    public Change change() {
        return revision == 1 ? Change.INSERT_TASK : Change.UPDATE_TASK;
    }

    @Override
    public String key() {
        return task.id();
    }

    @Override
    public void bind(PreparedStatement to) throws SQLException {
        int next = bindChanging(to);
        to.setString(next++, task.id());
        if (revision == 1) {
            bindFixed(to, next);
        } else {
            to.setLong(next, revision - 1);
        }
    }

    private int bindChanging(PreparedStatement to) throws SQLException {
        to.setInt(1, task.phase().code());
        to.setString(2, task.phase() == Phase.STARTED ? task.custom() : null);
        to.setLong(3, Millis.ceil(task.dueAt()));
        setTime(to, 4, task.finishedAt());
        setTime(to, 5, task.purgeAt());
        to.setInt(6, task.deliveries());
        to.setLong(7, revision);
        to.setBytes(8, data);
        return 9;
    }

    private void bindFixed(PreparedStatement to, int first) throws SQLException {
        TaskSpec spec = task.spec();
        int next = first;
        to.setInt(next++, partition);
        to.setString(next++, spec.queue());
        to.setString(next++, spec.name());
        to.setInt(next++, spec.priority());
        to.setLong(next++, Millis.floor(spec.createdAt()));
        setTime(to, next++, spec.expiresAt());
        to.setString(next++, spec.parentId());
        to.setString(next++, spec.rootId());
        to.setString(next, headers);
    }

    private static void setTime(PreparedStatement to, int index, Instant time) throws SQLException {
        if (time == null) {
            to.setNull(index, Types.BIGINT);
        } else {
            to.setLong(index, Millis.ceil(time));
        }
    }
}
