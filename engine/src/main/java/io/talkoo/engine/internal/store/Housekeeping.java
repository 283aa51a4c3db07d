package io.talkoo.engine.internal.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scala.jdk.javaapi.FutureConverters;

/** What keeps the database small: done by the writer in steps that are short beside a batch of writes. */
final class Housekeeping {
    static final String PURGE = """
            DELETE FROM task WHERE id IN (
                SELECT id FROM task WHERE purge_at IS NOT NULL AND purge_at <= ? ORDER BY purge_at LIMIT ?)""";

    private static final int PAGES_A_STEP = 64;

    /** Left free, since the next tasks will need them. */
    private static final int SPARE_PAGES = 256;

    private final Writer writer;

    Housekeeping(Writer writer) {
        this.writer = writer;
    }

    CompletionStage<Integer> purge(Instant now, int limit) {
        return FutureConverters.asJava(writer.execute(session -> {
            PreparedStatement purge = session.prepared(PURGE);
            purge.setLong(1, Millis.floor(now));
            purge.setInt(2, limit);
            return purge.executeUpdate();
        }));
    }

    CompletionStage<Long> shrink() {
        return shrink(0);
    }

    private CompletionStage<Long> shrink(long freedBytes) {
        return FutureConverters.asJava(writer.execute(Housekeeping::freePages))
                .thenCompose(
                        bytes -> bytes > 0 ? shrink(freedBytes + bytes) : CompletableFuture.completedStage(freedBytes));
    }

    /** Hands some pages back, or once there are none to spare, the log; returns the bytes of the pages. */
    private static long freePages(Session session) throws SQLException {
        long free = session.number("PRAGMA freelist_count");
        if (free <= SPARE_PAGES) {
            truncateLog(session);
            return 0;
        }
        session.execute("PRAGMA incremental_vacuum(" + PAGES_A_STEP + ")");
        return (free - session.number("PRAGMA freelist_count")) * session.number("PRAGMA page_size");
    }

    /** Without waiting for readers: who is in the way now will not be the next time. */
    private static void truncateLog(Session session) throws SQLException {
        session.execute("PRAGMA busy_timeout = 0");
        try {
            session.number("PRAGMA wal_checkpoint(TRUNCATE)");
        } finally {
            session.execute("PRAGMA busy_timeout = " + SqliteDatabase.BUSY_TIMEOUT_MILLIS);
        }
    }
}
