package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Dialect.Fault;
import io.talkoo.engine.internal.store.Write.Change;
import io.talkoo.engine.internal.task.TaskRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.Done;

/**
 * Changes of different rows, grouped by statement, that go into one transaction together with what follows from them. Of
 * one thread; used over and over.
 */
final class Batch {
    /** The statements of one row. */
    private interface Single {
        long write(Effects own) throws SQLException;
    }

    private final FlowWriter flows;
    private final Set<String> keys = new HashSet<>();
    private final Map<Change, List<Write>> writes = new EnumMap<>(Change.class);
    private final Map<Change, long[]> counts = new EnumMap<>(Change.class);
    private final List<WorkflowWrite> workflows = new ArrayList<>();
    private final List<UniqueWrite> uniques = new ArrayList<>();
    private final Map<UniqueWrite, Claim> claims = new IdentityHashMap<>();
    private final Set<WorkflowWrite> stored = Collections.newSetFromMap(new IdentityHashMap<>());
    private Effects effects;

    Batch(FlowWriter flows) {
        this.flows = flows;
        for (Change change : Change.values()) {
            writes.put(change, new ArrayList<>());
        }
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Adds a change, unless there is one of the same row already: their order would be lost. */
    boolean add(Write write) {
        return keys.add(write.key()) && writes.get(write.change()).add(write);
    }

    boolean add(WorkflowWrite workflow) {
        return keys.add(workflow.first().key()) && workflows.add(workflow);
    }

    boolean add(UniqueWrite unique) {
        return !keys.contains(unique.row().key())
                && keys.add(unique.scope())
                && keys.add(unique.row().key())
                && uniques.add(unique);
    }

    /** Writes all rows with one statement a kind; {@link #complete} tells the outcome once that is committed. */
    void write(Session session) throws SQLException {
        begin();
        for (UniqueWrite unique : uniques) {
            claims.put(unique, UniqueKeys.store(session, unique.row()));
        }
        List<Write> effective = insert(session, workflows);
        for (Change change : Change.values()) {
            List<Write> rows = writes.get(change);
            if (!rows.isEmpty()) {
                long[] written = session.dialect().write(session, change, rows);
                counts.put(change, written);
                addEffective(rows, written, effective);
            }
        }
        flows.follow(session, effective, effects);
    }

    private void begin() {
        counts.clear();
        stored.clear();
        claims.clear();
        effects = flows.begin();
    }

    /**
     * The first rows first: a workflow that is there already is left as it is.
     *
     * @return the rows that have ended at once, as an empty group has
     */
    private List<Write> insert(Session session, List<WorkflowWrite> each) throws SQLException {
        List<Write> effective = new ArrayList<>();
        if (each.isEmpty()) {
            return effective;
        }
        List<Write> firsts = each.stream().<Write>map(WorkflowWrite::first).toList();
        long[] written = session.dialect().write(session, Change.INSERT_STEP, firsts);
        List<Write> others = new ArrayList<>();
        List<Write> trees = new ArrayList<>();
        for (int i = 0; i < written.length; i++) {
            if (written[i] > 0) {
                stored.add(each.get(i));
                others.addAll(each.get(i).others());
                trees.add(each.get(i).tree());
            }
        }
        addEffective(firsts, written, effective);
        addEffective(others, writeAll(session, Change.INSERT_STEP, others), effective);
        writeAll(session, Change.INSERT_TREE, trees);
        return effective;
    }

    /** A row that is there though the first one of its workflow is not remained of the same one, submitted before. */
    private static long[] writeAll(Session session, Change change, List<Write> rows) throws SQLException {
        long[] written = rows.isEmpty() ? new long[0] : session.dialect().write(session, change, rows);
        for (int i = 0; i < written.length; i++) {
            if (written[i] == 0) {
                throw new RevisionConflictException(rows.get(i).key(), 1);
            }
        }
        return written;
    }

    private static void addEffective(List<Write> rows, long[] written, List<Write> effective) {
        for (int i = 0; i < written.length; i++) {
            if (written[i] > 0 && rows.get(i).hasEffects()) {
                effective.add(rows.get(i));
            }
        }
    }

    /**
     * Writes row by row, after {@link #write} failed. A row that cannot be written is told so and left out. Anything that
     * is not that row's fault is thrown.
     */
    void writeSingly(Session session) throws SQLException {
        begin();
        for (UniqueWrite unique : uniques) {
            alone(session, unique, own -> {
                claims.put(unique, UniqueKeys.store(session, unique.row()));
                return 0L;
            });
        }
        for (WorkflowWrite workflow : workflows) {
            alone(session, workflow, own -> {
                flows.follow(session, insert(session, List.of(workflow)), own);
                return 0L;
            });
        }
        for (Change change : Change.values()) {
            List<Write> rows = writes.get(change);
            long[] outcome = new long[rows.size()];
            for (int i = 0; i < outcome.length; i++) {
                outcome[i] = writeSingly(session, rows.get(i));
            }
            counts.put(change, outcome);
        }
    }

    private long writeSingly(Session session, Write row) throws SQLException {
        return alone(session, row, own -> {
            long[] written = session.dialect().write(session, row.change(), List.of(row));
            List<Write> effective = new ArrayList<>();
            addEffective(List.of(row), written, effective);
            flows.follow(session, effective, own);
            return written[0];
        });
    }

    /** What is left out has no effects either. */
    private long alone(Session session, Operation row, Single statements) throws SQLException {
        Effects own = flows.begin();
        try {
            long count = session.dialect().alone(session, () -> statements.write(own));
            effects.add(own);
            return count;
        } catch (SQLException | RuntimeException e) {
            if (session.dialect().fault(e) != Fault.ROW) {
                throw e;
            }
            row.fail(e);
            return 0;
        }
    }

    /** What else was written, once it is committed. */
    Effects effects() {
        return effects;
    }

    /** The tasks as they are now, once it is committed. */
    List<TaskRecord> changed() {
        Stream<TaskRecord> written = Stream.of(Change.values()).flatMap(this::written);
        Stream<TaskRecord> inserted =
                stored.stream().flatMap(workflow -> workflow.rows().stream()).map(TaskWrite::task);
        Stream<TaskRecord> unique = claims.entrySet().stream()
                .filter(each -> each.getValue().stored())
                .map(each -> each.getKey().row().task());
        return Stream.of(inserted, unique, written, effects.changed())
                .flatMap(Function.identity())
                .toList();
    }

    private Stream<TaskRecord> written(Change change) {
        List<Write> rows = writes.get(change);
        return IntStream.range(0, rows.size())
                .filter(i -> counts.get(change)[i] > 0 && rows.get(i) instanceof TaskWrite)
                .mapToObj(i -> ((TaskWrite) rows.get(i)).task());
    }

    /** Tells every row its outcome after the commit: a count of 0 is a row at another revision. */
    void complete() {
        claims.forEach((unique, claim) -> unique.promise().trySuccess(claim));
        for (WorkflowWrite workflow : workflows) {
            if (stored.contains(workflow)) {
                workflow.promise().trySuccess(Done.getInstance());
            } else {
                workflow.fail(new RevisionConflictException(workflow.first().key(), 1));
            }
        }
        for (Change change : Change.values()) {
            List<Write> rows = writes.get(change);
            for (int i = 0; i < rows.size(); i++) {
                complete(rows.get(i), counts.get(change)[i]);
            }
        }
    }

    private static void complete(Write row, long count) {
        if (count > 0 || row.revision() == RowDelete.ANY) {
            row.promise().trySuccess(Done.getInstance());
        } else {
            row.fail(new RevisionConflictException(row.key(), row.revision()));
        }
    }

    void fail(Throwable cause) {
        for (List<Write> rows : writes.values()) {
            rows.forEach(row -> row.fail(cause));
        }
        workflows.forEach(workflow -> workflow.fail(cause));
        uniques.forEach(unique -> unique.fail(cause));
    }

    void clear() {
        keys.clear();
        writes.values().forEach(List::clear);
        workflows.clear();
        uniques.clear();
        claims.clear();
        counts.clear();
        stored.clear();
        effects = null;
    }
}
