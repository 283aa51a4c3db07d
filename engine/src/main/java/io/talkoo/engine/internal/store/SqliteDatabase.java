package io.talkoo.engine.internal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/** A SQLite database file, or one in memory, and the way connections to it are set up. */
final class SqliteDatabase implements Database {
    static final String PREFIX = "jdbc:sqlite:";
    static final int BUSY_TIMEOUT_MILLIS = 5000;

    /** Four times SQLite's own: a task's row fits beside others, and the writer needs a fifth less time for it. */
    private static final int PAGE_BYTES = 16_384;

    /** A check reads the whole file, some 1.5 GB a second at best: larger ones would hold up the start. */
    private static final long MOST_CHECKED_BYTES = 64L << 20;

    private static final String DEFAULT_FILE = "talkoo.db";
    private static final String MEMORY = ":memory:";

    /** "TALK": tells our files from other programs' ones. */
    private static final int APPLICATION_ID = 0x54414c4b;

    private final Dialect dialect = new SqliteDialect();
    private final String url;
    private final Path file;
    private DataDirectoryLock lock;
    private Session first;

    private SqliteDatabase(String url, Path file) {
        this.url = url;
        this.file = file;
    }

    /**
     * The database that {@code url} names; empty is {@value #DEFAULT_FILE}. A relative file lies in {@code directory}, which
     * is made where missing.
     */
    static SqliteDatabase at(String url, Path directory) {
        return url.isEmpty() ? named(PREFIX + DEFAULT_FILE, directory) : named(url, directory);
    }

    private static SqliteDatabase named(String url, Path directory) {
        if (!url.startsWith(PREFIX) || url.length() == PREFIX.length()) {
            throw new StoreRefusedException("expected a store url such as jdbc:sqlite:talkoo.db, got \"" + url + "\"");
        }
        String name = url.substring(PREFIX.length());
        if (name.equals(MEMORY)) {
            // Named and shared, because the migration opens connections of its own.
            return new SqliteDatabase(PREFIX + "file:" + UUID.randomUUID() + "?mode=memory&cache=shared", null);
        }
        Path file = directory.resolve(name).toAbsolutePath().normalize();
        makeDirectory(file.getParent());
        return new SqliteDatabase(PREFIX + file, file);
    }

    private static void makeDirectory(Path directory) {
        try {
            // Java 17 refuses to "create" what is there as a symbolic link.
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new StoreRefusedException("cannot make the data directory " + directory + ": " + e, e);
        }
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public void open() {
        if (!inMemory()) {
            lock = DataDirectoryLock.acquire(file);
        }
        try {
            first = connect();
            prepare(first);
            Schema.migrate(dataSource(), "sqlite", toString());
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private StoreRefusedException refused(SQLException e) {
        return new StoreRefusedException(
                "cannot use " + this + " as a database: " + e.getMessage()
                        + "; restore it from a backup, or name another data directory",
                e);
    }

    @Override
    public Sessions writing() {
        return new FixedSession(first);
    }

    @Override
    public Sessions reading() {
        try {
            return new FixedSession(connect());
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    /** One in memory belongs to one connection. */
    @Override
    public boolean isReadBesideWrites() {
        return !inMemory();
    }

    @Override
    public int listReaders() {
        return 1;
    }

    private boolean inMemory() {
        return file == null;
    }

    private SQLiteDataSource dataSource() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(url);
        source.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        // A connection is used by one thread at a time: SQLite need not lock it with every value that is bound.
        source.getConfig().setOpenMode(SQLiteOpenMode.NOMUTEX);
        return source;
    }

    /** A connection with its settings; each of them holds for that connection alone, so all of them need it. */
    private Session connect() throws SQLException {
        Session session = new Session(dataSource().getConnection(), dialect);
        try {
            if (!inMemory()) {
                session.execute("PRAGMA synchronous = FULL");
                session.execute("PRAGMA cache_size = -16384");
            }
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Makes a connection the writer's: looks whose database this is, and tells a new one what has to be said before its
     * first table. Throws {@link StoreRefusedException} when it belongs to another program or is damaged.
     */
    private void prepare(Session session) throws SQLException {
        if (session.number("SELECT count(*) FROM sqlite_schema") == 0) {
            session.execute("PRAGMA page_size = " + PAGE_BYTES);
            session.execute("PRAGMA auto_vacuum = INCREMENTAL");
            session.execute("PRAGMA application_id = " + APPLICATION_ID);
        } else if (session.number("PRAGMA application_id") != APPLICATION_ID) {
            throw new StoreRefusedException(
                    this + " is the database of another program; name another file or data directory");
        }
        if (!inMemory()) {
            session.execute("PRAGMA journal_mode = WAL");
            session.execute("PRAGMA journal_size_limit = 67108864");
            session.execute("PRAGMA cache_size = -65536");
            refuseDamaged(session);
        }
    }

    /** A file that was cut off SQLite refuses by itself; other damage takes a look at all of it. */
    private void refuseDamaged(Session session) throws SQLException {
        if (file.toFile().length() > MOST_CHECKED_BYTES) {
            return;
        }
        String verdict = session.text("PRAGMA quick_check(1)");
        if (!verdict.equals("ok")) {
            throw new StoreRefusedException(
                    this + " is damaged (" + verdict.lines().findFirst().orElse("")
                            + "); restore it from a backup, or name another data directory");
        }
    }

    @Override
    public void close() {
        if (first != null) {
            new FixedSession(first).close();
        }
        if (lock != null) {
            lock.close();
        }
    }

    @Override
    public String toString() {
        return inMemory() ? "memory" : file.toString();
    }
}
