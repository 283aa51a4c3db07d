package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.FilterConditions.Condition;
import io.talkoo.engine.internal.store.Write.Change;
import io.talkoo.engine.internal.task.StoredTask;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is said to a kind of database in its own words: its transactions, the statements that differ, the meaning of its
 * errors. Thread-safe.
 */
sealed interface Dialect permits SqliteDialect, PostgresDialect {
    /** Whose fault an error is. */
    enum Fault {
        /** Of what was asked for: another row may well be written. */
        ROW,
        /** Of two transactions in each other's way: the same again will do. */
        RACE,
        /** Of the database, such as a full disk or a lost connection. */
        DATABASE
    }

    /** A row of the table of tasks; the data is as {@link TaskCodec} wrote it. */
    record TaskRow(String id, long revision, String name, byte[] data) {}

    /**
     * A row that waits for no other one any more.
     *
     * @param row as it is now; null where {@code task} is known
     * @param task the same, where nobody has to read it; null elsewhere
     */
    record Freed(TaskRow row, int state, StoredTask task) {
        Freed(TaskRow row, int state) {
            this(row, state, null);
        }

        /** Empty where the row makes no sense. */
        Optional<StoredTask> read(TaskCodec codec) {
            return task == null ? TaskRows.readIfPossible(row, codec) : Optional.of(task);
        }
    }

    /** Statements that belong together. */
    interface Statements<T> {
        T run() throws SQLException;
    }

    Fault fault(Throwable error);

    /** What an operator can do about a fault of the database. */
    String remedy();

    /** Opens a transaction that writes. */
    void begin(Session session) throws SQLException;

    void commit(Session session) throws SQLException;

    /** Ends a transaction that failed; does nothing where there is none. */
    void rollback(Session session) throws SQLException;

    /** Opens what reads can share. */
    void beginReads(Session session) throws SQLException;

    void endReads(Session session) throws SQLException;

    /** Writes different rows. Returns for each the number of rows changed: 0 is one at another revision. */
    long[] write(Session session, Change change, List<Write> rows) throws SQLException;

    /** Runs statements in an open transaction, which can go on without them if they fail. */
    <T> T alone(Session session, Statements<T> statements) throws SQLException;

    /** Tells rows that others they waited for have ended. Returns those that wait for none any more. */
    List<Freed> release(Session session, Collection<ReleaseWrite> releases) throws SQLException;

    /** The task as its row is, where that is known without reading it; null where not. Never blocks for long. */
    StoredTask known(String id);

    /** Whether the rows hold all that is committed. Thread-safe. */
    boolean isSettled();

    /** Brings what is committed into the rows, in an open transaction: to be done before rows are read. */
    void settle(Session session) throws SQLException;

    /** The same for what a process that is gone has left, in a transaction of its own. */
    void recover(Session session, TaskCodec codec) throws SQLException;

    /** The tasks of these ids that there are, by id. */
    Map<String, TaskRow> tasks(Session session, Collection<String> ids) throws SQLException;

    /** As {@link #tasks}, and nobody else changes them before the end of the transaction. */
    Map<String, TaskRow> locked(Session session, Collection<String> ids) throws SQLException;

    /** A header of a task as the column of headers is searched for it. */
    Condition header(String key, String value);

    /**
     * The open tasks, for a statement that is to walk their index; empty where that has not all that lists are filtered by.
     */
    Optional<String> openTasks();

    /** What the column of headers holds; null for none. */
    String headers(Map<String, String> headers);

    /** Asks what the time is at the database, in milliseconds of the epoch; null where that is this machine. */
    String clock();

    /** Deletes entries of the inbox, the oldest first, and returns their columns: the parameter is the most. */
    String takeFromInbox();

    /** Deletes tasks: the parameters are the latest time to be kept until, and the most to delete. */
    String purge();

    /** Gives some of the room of deleted rows back. Returns the bytes, 0 when there is no more to give. */
    long shrink(Session session) throws SQLException;

    /** How often a writer without work looks whether the database is still there; zero for one in this process. */
    Duration checkEvery();

    /** Looks, without writing, whether the database takes writes. Throws when it does not. */
    void check(Session session) throws SQLException;

    /** Writes something. Throws when the database does not take writes. */
    void probe(Session session) throws SQLException;

    /** The error as the store's callers get it. */
    default Throwable translate(Throwable error) {
        return fault(error) == Fault.ROW
                ? error
                : new StoreUnavailableException(
                        "the store cannot be read or written at the moment: " + error.getMessage());
    }
}
