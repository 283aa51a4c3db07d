package io.talkoo.engine.internal.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import scala.jdk.javaapi.FutureConverters;

/** What is set for the whole cluster, durably. Thread-safe; nothing blocks; stages fail as those of {@link TaskStore}. */
public final class ControlTable {
    private static final String ALL = "SELECT kind, name, value, revision FROM control";

    private static final String PUT = """
            INSERT INTO control(kind, name, value, revision) VALUES (?, ?, ?, 1)
            ON CONFLICT (kind, name) DO UPDATE SET value = excluded.value, revision = control.revision + 1
            RETURNING kind, name, value, revision""";

    private final StoreThread reads;
    private final Writer writer;

    ControlTable(StoreThread reads, Writer writer) {
        this.reads = reads;
        this.writer = writer;
    }

    /** All entries, those that were taken back included. */
    public CompletionStage<List<ControlEntry>> all() {
        return FutureConverters.asJava(reads.execute(session -> entries(session.prepared(ALL))));
    }

    /** Sets an entry; null takes it back. Returns it as it was written. */
    public CompletionStage<ControlEntry> put(String kind, String name, String value) {
        return FutureConverters.asJava(writer.execute(session -> {
            PreparedStatement put = session.prepared(PUT);
            put.setString(1, kind);
            put.setString(2, name);
            put.setString(3, value);
            return entries(put).get(0);
        }));
    }

    private static List<ControlEntry> entries(PreparedStatement statement) throws SQLException {
        List<ControlEntry> entries = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                entries.add(new ControlEntry(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)));
            }
        }
        return entries;
    }
}
