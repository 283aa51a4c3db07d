package io.talkoo.engine.internal.store;

import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import scala.jdk.javaapi.FutureConverters;

/** What keeps the database small: done by the writer in steps that are short beside a batch of writes. */
final class Housekeeping {
    private static final String MOVE = "UPDATE task SET lane = ? WHERE id = ? AND state < 10";

    private final Writer writer;

    Housekeeping(Writer writer) {
        this.writer = writer;
    }

    CompletionStage<Integer> purge(Instant now, int limit) {
        return FutureConverters.asJava(writer.execute(session -> {
            PreparedStatement keys = session.prepared(UniqueKeys.PURGE);
            keys.setLong(1, Millis.floor(now));
            keys.executeUpdate();
            PreparedStatement purge = session.prepared(session.dialect().purge());
            purge.setLong(1, Millis.floor(now));
            purge.setInt(2, limit);
            return purge.executeUpdate();
        }));
    }

    CompletionStage<Done> moveToLane(Collection<String> ids, String lane) {
        // In the order of their ids, so that two nodes do not wait for each other.
        List<String> sorted = ids.stream().sorted().toList();
        return FutureConverters.asJava(writer.execute(session -> {
            session.dialect().begin(session);
            PreparedStatement move = session.prepared(MOVE);
            for (String id : sorted) {
                move.setString(1, lane);
                move.setString(2, id);
                move.addBatch();
            }
            move.executeBatch();
            session.dialect().commit(session);
            return Done.getInstance();
        }));
    }

    CompletionStage<Long> shrink() {
        return shrink(0);
    }

    private CompletionStage<Long> shrink(long freedBytes) {
        return FutureConverters.asJava(
                        writer.execute(session -> session.dialect().shrink(session)))
                .thenCompose(
                        bytes -> bytes > 0 ? shrink(freedBytes + bytes) : CompletableFuture.completedStage(freedBytes));
    }
}
