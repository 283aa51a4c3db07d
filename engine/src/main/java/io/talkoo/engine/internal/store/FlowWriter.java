package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Dialect.Freed;
import io.talkoo.engine.internal.store.Write.Change;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.Release;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.protocol.JsonBytes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Carries on what the ends of rows mean to those that wait for them, within the transaction that writes the ends: a crash
 * leaves either both or none ({@code engine/decisions/0013-workflows.md}). Of the writer's thread.
 */
final class FlowWriter {
    /** Makes the write of a row at a revision. */
    interface Rows {
        TaskWrite write(TaskRecord task, long revision);
    }

    private final TaskCodec codec;
    private final Rows rows;

    FlowWriter(TaskCodec codec, Rows rows) {
        this.codec = codec;
        this.rows = rows;
    }

    Effects begin() {
        return new Effects(codec);
    }

    /** @param written rows as they have just been written */
    void follow(Session session, List<Write> written, Effects effects) throws SQLException {
        List<? extends Write> ended = written;
        for (Write each : written) {
            if (each instanceof TaskWrite task && task.isRerun()) {
                new Reopening(session, codec, rows, effects).below(task.task());
            }
        }
        while (!ended.isEmpty()) {
            start(session, ended, effects);
            ended = release(session, ended, effects);
        }
    }

    private static void start(Session session, List<? extends Write> ended, Effects effects) throws SQLException {
        List<Write> starts = new ArrayList<>();
        ended.forEach(each -> starts.addAll(each.starts()));
        if (starts.isEmpty()) {
            return;
        }
        long[] inserted = session.dialect().write(session, Change.INSERT_STEP, starts);
        for (int i = 0; i < inserted.length; i++) {
            if (inserted[i] > 0) {
                effects.started((TaskWrite) starts.get(i));
            }
        }
    }

    /** Returns the rows that have ended because of it. */
    private List<TaskWrite> release(Session session, List<? extends Write> ended, Effects effects) throws SQLException {
        // In the order of their ids, so that two nodes do not wait for each other.
        Map<String, ReleaseWrite> releases = new TreeMap<>();
        for (Write each : ended) {
            Stream.concat(Stream.of(each), each.starts().stream())
                    .flatMap(row -> row.releases().stream())
                    .forEach(release -> releases.merge(release.id(), release, ReleaseWrite::and));
        }
        List<TaskWrite> ending = new ArrayList<>();
        if (releases.isEmpty()) {
            return ending;
        }
        for (Freed freed : session.dialect().release(session, releases.values())) {
            if (freed.state() == Phase.PENDING.code()) {
                effects.released(freed.row());
            } else {
                ending.add(end(session, freed, releases.get(freed.row().id()).at()));
                effects.ended(freed.row().id());
            }
        }
        write(session, ending);
        return ending;
    }

    private static void write(Session session, List<TaskWrite> rows) throws SQLException {
        Map<Change, List<Write>> byChange =
                rows.stream().map(Write.class::cast).collect(Collectors.groupingBy(Write::change));
        for (Map.Entry<Change, List<Write>> each : byChange.entrySet()) {
            session.dialect().write(session, each.getKey(), each.getValue());
        }
    }

    private TaskWrite end(Session session, Freed freed, Instant at) throws SQLException {
        byte[] data = freed.row().data();
        TaskRecord task = codec.decode(data);
        Release last = codec.release(data);
        TaskRecord ended = last != null && last.failure() != null
                ? TaskState.upstreamFailed(task, last.failure(), at)
                : TaskState.gathered(task, result(session, task), at);
        return rows.write(ended, freed.row().revision() + 1);
    }

    /** A group's list is gathered by whoever wants it. */
    private JsonBytes result(Session session, TaskRecord task) throws SQLException {
        return task.spec().flow().group() ? null : GatherQuery.value(session, codec, task.replacement());
    }
}
