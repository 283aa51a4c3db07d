package io.talkoo.engine.internal.store;

import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scala.jdk.javaapi.FutureConverters;

/** What keeps the database small: done by the writer in steps that are short beside a batch of writes. */
final class Housekeeping {
    private final Writer writer;

    Housekeeping(Writer writer) {
        this.writer = writer;
    }

    CompletionStage<Integer> purge(Instant now, int limit) {
        return FutureConverters.asJava(writer.execute(session -> {
            PreparedStatement purge = session.prepared(session.dialect().purge());
            purge.setLong(1, Millis.floor(now));
            purge.setInt(2, limit);
            return purge.executeUpdate();
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
