package io.talkoo.engine.internal.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a database file to one store, in this process and in others, by a lock on a file beside it. The operating system
 * drops the lock when the process dies, so there is never a stale one to clear up; the empty file stays.
 */
final class DataDirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    private DataDirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock for {@code database}. Throws {@link StoreRefusedException} when someone else holds it. */
    static DataDirectoryLock acquire(Path database) {
        Path file = database.resolveSibling(database.getFileName() + ".lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel)) {
                return new DataDirectoryLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new StoreRefusedException(
                    "cannot write " + file + ": " + e + "; give the node a data directory it may write to", e);
        }
        throw new StoreRefusedException("the database " + database
                + " is in use by another node; stop that one, or give this one a data directory of its own");
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
