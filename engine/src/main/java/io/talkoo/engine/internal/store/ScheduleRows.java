package io.talkoo.engine.internal.store;

import io.talkoo.protocol.TalkooException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads schedules' rows. */
record ScheduleRows(Session session, ScheduleCodec codec) {
    private static final String COLUMNS =
            "s.name, s.revision, s.next_at, s.last_run_at, s.last_task_id, s.runs, s.definition";
    private static final String FIND = "SELECT " + COLUMNS + " FROM schedule s WHERE s.name = ?";
    private static final String LIST =
            "SELECT " + COLUMNS + " FROM schedule s WHERE s.name > ? ORDER BY s.name LIMIT ?";

    static final String DUE = "SELECT " + COLUMNS + ", t.id IS NOT NULL AND (t.state < 10 OR t.state >= 20)"
            + " FROM schedule s LEFT JOIN task t ON t.id = s.last_task_id"
            + " WHERE s.next_at IS NOT NULL AND s.next_at <= ? AND s.part IN (%s) ORDER BY s.next_at LIMIT ?";

    static final String NEXT_DUE =
            "SELECT next_at FROM schedule WHERE next_at IS NOT NULL AND next_at > ? AND part IN (%s)"
                    + " ORDER BY next_at LIMIT 1";

    Optional<StoredSchedule> find(String name) throws SQLException {
        PreparedStatement find = session.prepared(FIND);
        find.setString(1, name);
        try (ResultSet row = find.executeQuery()) {
            return row.next() ? Optional.of(read(row)) : Optional.empty();
        }
    }

    List<StoredSchedule> list(String after, int limit) throws SQLException {
        PreparedStatement select = session.prepared(LIST);
        select.setString(1, after);
        select.setInt(2, limit);
        List<StoredSchedule> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                readIfPossible(row).ifPresent(found::add);
            }
        }
        return found;
    }

    List<DueSchedule> due(Collection<Integer> partitions, Instant now, int limit) throws SQLException {
        List<DueSchedule> found = new ArrayList<>();
        try (PreparedStatement select = session.prepareOnce(in(DUE, partitions))) {
            select.setLong(1, Millis.floor(now));
            select.setInt(2, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    boolean running = row.getBoolean(8);
                    readIfPossible(row).ifPresent(stored -> found.add(new DueSchedule(stored, !running)));
                }
            }
        }
        return found;
    }

    static Optional<Instant> nextDue(Session session, Collection<Integer> partitions, Instant now) throws SQLException {
        try (PreparedStatement select = session.prepareOnce(in(NEXT_DUE, partitions))) {
            select.setLong(1, Millis.floor(now));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(Instant.ofEpochMilli(row.getLong(1))) : Optional.empty();
            }
        }
    }

    private static String in(String sql, Collection<Integer> partitions) {
        return sql.formatted(partitions.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    /** Empty where the definition makes no sense, so that one such schedule does not hold up all others. */
    private Optional<StoredSchedule> readIfPossible(ResultSet row) throws SQLException {
        try {
            return Optional.of(read(row));
        } catch (TalkooException | UncheckedIOException e) {
            codec.unreadable().leftOut(row.getString(1), e);
            return Optional.empty();
        }
    }

    private StoredSchedule read(ResultSet row) throws SQLException {
        ScheduleCodec.Definition definition = codec.decode(row.getBytes(7));
        ScheduleRow schedule = new ScheduleRow(
                row.getString(1),
                definition.request(),
                definition.anchor(),
                instant(row, 3),
                instant(row, 4),
                row.getString(5),
                row.getLong(6));
        return new StoredSchedule(schedule, row.getLong(2));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
