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
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Has what ended because of a task wait for it again, when that is run again. Within one transaction.
 *
 * @param ended rows that have just ended, and that those which wait for them have not been told of
 */
record Reopening(Session session, TaskCodec codec, FlowWriter.Rows rows, Set<String> ended, Effects effects) {
    /** Reads rows, and perhaps locks them. */
    private interface Read {
        Map<String, TaskRow> rows(Session session, Collection<String> ids) throws SQLException;
    }

    void below(TaskRecord task) throws SQLException {
        Deque<TaskRecord> open = new ArrayDeque<>(List.of(task));
        while (!open.isEmpty()) {
            TaskRecord sooner = open.poll();
            for (Flow.Next next : sooner.spec().flow().next()) {
                // Counted while no other node can count in it.
                TaskRow row =
                        session.dialect().locked(session, List.of(next.id())).get(next.id());
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
            // Another one it waits for runs again already, and what ends elsewhere waits for this row.
            write(counted(rows.write(waiting, row.revision() + 1), session.dialect()::tasks));
            return false;
        }
        if (!endedBecauseOfOthers(waiting)) {
            return false;
        }
        write(counted(rows.write(TaskState.reopened(waiting), row.revision() + 1), readOf(waiting)));
        return true;
    }

    /**
     * What ended by itself has heard of all that it waits for, and whoever runs one of these again comes by this row. What
     * was revoked has not: what ends elsewhere at this moment found no row to count in. Locks are taken for that alone,
     * since who runs another one again holds it and waits for this row.
     */
    private Read readOf(TaskRecord waiting) {
        return waiting.phase() == Phase.REVOKED ? session.dialect()::locked : session.dialect()::tasks;
    }

    private void write(TaskWrite counted) throws SQLException {
        session.dialect().write(session, Change.UPDATE_STEP, List.of(counted));
        effects.ended(counted);
    }

    private static boolean endedBecauseOfOthers(TaskRecord task) {
        return task.ready()
                && task.phase() != Phase.SUCCESS
                && (task.isUpstreamFailed() || task.spec().flow().group() || task.replacement() != null);
    }

    /** It waits for those that have not ended, and remembers of the others that one has failed. */
    private TaskWrite counted(TaskWrite open, Read read) throws SQLException {
        return open.task().replacement() != null || open.task().spec().flow().waits() < 2
                ? open.waiting(1, 0)
                : waitingFor(open, inputs(open.task(), read));
    }

    private TaskWrite waitingFor(TaskWrite open, List<TaskRecord> inputs) {
        List<Release> failures = inputs.stream()
                .filter(input -> hasEnded(input) && input.phase() != Phase.SUCCESS)
                .flatMap(input -> releases(input, open.key()))
                .toList();
        long waits = inputs.stream().filter(input -> !hasEnded(input)).count();
        TaskWrite counted = open.waiting((int) waits, failures.size());
        return failures.isEmpty() ? counted : counted.withData(codec.append(counted.data(), failures.get(0)));
    }

    /**
     * Has a row that runs again, and may never have had what it waits for, wait for that.
     *
     * @return what releases it, if nothing is left to be waited for
     */
    Optional<ReleaseWrite> itself(TaskWrite rerun) throws SQLException {
        TaskRecord task = rerun.task();
        if (task.phase() != Phase.BLOCKED) {
            return Optional.empty();
        }
        List<TaskRecord> inputs = inputs(task, session.dialect()::locked);
        TaskWrite open = rows.write(task, rerun.revision() + 1);
        if (!inputs.stream().allMatch(this::hasEnded)) {
            write(waitingFor(open, inputs));
            return Optional.empty();
        }
        write(open.waiting(1, 0));
        Release release = inputs.stream()
                .sorted(Comparator.comparing((TaskRecord input) -> input.phase() == Phase.SUCCESS)
                        .thenComparing(TaskRecord::finishedAt))
                .flatMap(input -> releases(input, task.id()))
                .findFirst()
                .orElse(new Release(task.id(), null, null, task.dueAt(), null));
        return Optional.of(ReleaseWrite.of(release, task.dueAt(), codec));
    }

    private boolean hasEnded(TaskRecord input) {
        return input.ready() && !ended.contains(input.id());
    }

    private static Stream<Release> releases(TaskRecord input, String to) {
        return Release.of(input).stream().filter(release -> release.id().equals(to));
    }

    /** The rows that it waits for, as far as they are there. */
    private List<TaskRecord> inputs(TaskRecord task, Read read) throws SQLException {
        List<String> ids = inputIds(task);
        Map<String, TaskRow> found = read.rows(session, ids);
        return ids.stream()
                .filter(found::containsKey)
                .map(id -> codec.decode(found.get(id).data()))
                .toList();
    }

    private List<String> inputIds(TaskRecord task) throws SQLException {
        String gathers = task.spec().flow().gathers();
        if (task.id().equals(gathers)) {
            return GatherQuery.members(session, codec, gathers).stream()
                    .map(TaskRecord::id)
                    .toList();
        }
        return List.of(gathers == null ? task.spec().parentId() : gathers);
    }
}
