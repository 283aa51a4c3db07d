package io.talkoo.engine.internal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.sqlite.SQLiteDataSource;

/** A SQLite database file, or one in memory, and the way connections to it are set up. */
final class SqliteDatabase {
    static final String PREFIX = "jdbc:sqlite:";
    static final int BUSY_TIMEOUT_MILLIS = 5000;
    private static final String DEFAULT_FILE = "talkoo.db";
    private static final String MEMORY = ":memory:";

    /** "TALK": tells our files from other programs' ones. */
    private static final int APPLICATION_ID = 0x54414c4b;

    private final String url;
    private final Path file;

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
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StoreRefusedException("cannot make the data directory " + directory + ": " + e, e);
        }
    }

    boolean inMemory() {
        return file == null;
    }

    Path file() {
        return file;
    }

    SQLiteDataSource dataSource() {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl(url);
        source.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        return source;
    }

    /** A connection with its settings; each of them holds for that connection alone, so all of them need it. */
    Session connect() throws SQLException {
        Session session = new Session(dataSource().getConnection());
        if (!inMemory()) {
            session.execute("PRAGMA synchronous = FULL");
            session.execute("PRAGMA cache_size = -65536");
        }
        return session;
    }

    /**
     * The first connection of a start, to a file that was found to be ours or new. A new one is told what has to be said
     * before its first table. Throws {@link StoreRefusedException} when the file is not one of ours or damaged.
     */
    Session connectFirst() throws SQLException {
        Session session = connect();
        try {
            prepare(session);
            return session;
        } catch (SQLException e) {
            session.close();
            throw new StoreRefusedException(
                    "cannot use " + this + " as a database: " + e.getMessage()
                            + "; restore it from a backup, or name another data directory",
                    e);
        } catch (StoreRefusedException e) {
            session.close();
            throw e;
        }
    }

    private void prepare(Session session) throws SQLException {
        if (session.number("SELECT count(*) FROM sqlite_schema") == 0) {
            session.execute("PRAGMA auto_vacuum = INCREMENTAL");
            session.execute("PRAGMA application_id = " + APPLICATION_ID);
        } else if (session.number("PRAGMA application_id") != APPLICATION_ID) {
            throw new StoreRefusedException(
                    this + " is the database of another program; name another file or data directory");
        }
        if (!inMemory()) {
            session.execute("PRAGMA journal_mode = WAL");
        }
    }

    @Override
    public String toString() {
        return inMemory() ? "memory" : file.toString();
    }
}
