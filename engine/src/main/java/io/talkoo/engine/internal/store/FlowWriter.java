package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Dialect.Freed;
import io.talkoo.engine.internal.store.Dialect.TaskRow;
import io.talkoo.engine.internal.store.Write.Change;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.Release;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.protocol.JsonBytes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    void follow(Session session, List<? extends Write> written, Effects effects) throws SQLException {
        List<ReleaseWrite> again = reopen(session, written, effects);
        List<? extends Write> ended = written;
        while (!ended.isEmpty()) {
            UniqueKeys.free(session, ended);
            ended = release(session, start(session, ended, effects), again, effects);
            again = List.of();
        }
    }

    /** Returns what rows that run again have waited for already. */
    private List<ReleaseWrite> reopen(Session session, List<? extends Write> written, Effects effects)
            throws SQLException {
        List<ReleaseWrite> again = new ArrayList<>();
        for (Write each : written) {
            if (each instanceof TaskWrite task && task.isRerun()) {
                session.dialect().settle(session);
                // These will be counted down in a moment.
                Set<String> ended = written.stream().map(Write::key).collect(Collectors.toSet());
                Reopening reopening = new Reopening(session, codec, rows, ended, effects);
                reopening.below(task.task());
                reopening.itself(task).ifPresent(again::add);
            }
        }
        return again;
    }

    /**
     * Inserts what ends start. What is started may have ended at once, as an empty group has.
     *
     * @return all that has ended
     */
    private static List<Write> start(Session session, List<? extends Write> ended, Effects effects)
            throws SQLException {
        List<Write> all = new ArrayList<>(ended);
        List<Write> starts = startedBy(ended);
        while (!starts.isEmpty()) {
            long[] inserted = session.dialect().write(session, Change.INSERT_STEP, starts);
            for (int i = 0; i < inserted.length; i++) {
                if (inserted[i] > 0) {
                    effects.started((TaskWrite) starts.get(i));
                }
            }
            all.addAll(starts);
            starts = startedBy(starts);
        }
        return all;
    }

    private static List<Write> startedBy(List<? extends Write> ended) {
        return ended.stream().<Write>flatMap(each -> each.starts().stream()).toList();
    }

    /** Returns the rows that have ended because of it. */
    private List<TaskWrite> release(Session session, List<Write> ended, List<ReleaseWrite> again, Effects effects)
            throws SQLException {
        // In the order of their ids, so that two nodes do not wait for each other.
        Map<String, ReleaseWrite> releases = new TreeMap<>();
        again.forEach(release -> releases.put(release.id(), release));
        for (Write each : ended) {
            each.releases().forEach(release -> releases.merge(release.id(), release, ReleaseWrite::and));
        }
        List<TaskWrite> changed = new ArrayList<>();
        if (releases.isEmpty()) {
            return changed;
        }
        for (Freed freed : session.dialect().release(session, releases.values())) {
            if (freed.state() == Phase.PENDING.code()) {
                effects.released(freed);
            } else {
                changed.add(end(session, freed, releases.get(freed.row().id()).at()));
            }
        }
        write(session, changed);
        List<TaskWrite> ending =
                changed.stream().filter(each -> each.task().ready()).toList();
        ending.forEach(effects::ended);
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
        long revision = freed.row().revision() + 1;
        if (isToldByAnother(session, task)) {
            return rows.write(task, revision).waiting(1, 0);
        }
        Release last = codec.release(data);
        if (last != null && last.failure() != null) {
            Release.Failure failure = failure(session, task, last.failure());
            return rows.write(TaskState.upstreamFailed(task, failure, at), revision);
        }
        return rows.write(TaskState.gathered(task, result(session, task), at), revision);
    }

    /** Whether what ended once was to take the place of the task, but something else is now. */
    private boolean isToldByAnother(Session session, TaskRecord task) throws SQLException {
        if (task.replacement() == null) {
            return false;
        }
        TaskRow replacement =
                session.dialect().tasks(session, List.of(task.replacement())).get(task.replacement());
        return replacement != null && !codec.decode(replacement.data()).ready();
    }

    /** Where the first one was a revoke, a failure after it weighs more. */
    private Release.Failure failure(Session session, TaskRecord task, Release.Failure first) throws SQLException {
        if (!first.ofRevoke() || task.spec().flow().waits() < 2) {
            return first;
        }
        return GatherQuery.members(session, codec, task.id()).stream()
                .filter(TaskRecord::ready)
                .sorted(Comparator.comparing(TaskRecord::finishedAt))
                .map(member -> Release.of(member).get(0).failure())
                .filter(failure -> failure != null && !failure.ofRevoke())
                .findFirst()
                .orElse(first);
    }

    /** A group's list is gathered by whoever wants it. */
    private JsonBytes result(Session session, TaskRecord task) throws SQLException {
        return task.spec().flow().group() ? null : GatherQuery.value(session, codec, task.replacement());
    }
}
