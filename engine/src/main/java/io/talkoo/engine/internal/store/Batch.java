package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Dialect.Fault;
import io.talkoo.engine.internal.store.Write.Change;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.Done;

/** Changes of different rows, grouped by statement, that go into one transaction. Of one thread; used over and over. */
final class Batch {
    private final Set<String> keys = new HashSet<>();
    private final Map<Change, List<Write>> writes = new EnumMap<>(Change.class);
    private final Map<Change, long[]> counts = new EnumMap<>(Change.class);

    Batch() {
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

    /** Writes all rows with one statement a kind; {@link #complete} tells the outcome once that is committed. */
    void write(Session session) throws SQLException {
        for (Change change : Change.values()) {
            List<Write> rows = writes.get(change);
            if (!rows.isEmpty()) {
                counts.put(change, session.dialect().write(session, change, rows));
            }
        }
    }

    /**
     * Writes row by row, after {@link #write} failed. A row that cannot be written is told so and left out. Anything that
     * is not that row's fault is thrown.
     */
    void writeSingly(Session session) throws SQLException {
        for (Change change : Change.values()) {
            List<Write> rows = writes.get(change);
            long[] outcome = new long[rows.size()];
            for (int i = 0; i < outcome.length; i++) {
                outcome[i] = writeSingly(session, rows.get(i));
            }
            counts.put(change, outcome);
        }
    }

    private static long writeSingly(Session session, Write row) throws SQLException {
        try {
            return session.dialect().writeAlone(session, row);
        } catch (SQLException | RuntimeException e) {
            if (session.dialect().fault(e) != Fault.ROW) {
                throw e;
            }
            row.fail(e);
            return 0;
        }
    }

    /** Tells every row its outcome after the commit: a count of 0 is a row at another revision. */
    void complete() {
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
    }

    void clear() {
        keys.clear();
        writes.values().forEach(List::clear);
        counts.clear();
    }
}
