package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.store.Dialect.TaskRow;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The results that a row gathers, as the list they make. */
final class GatherQuery {
    static final String JOINING = "SELECT data FROM task WHERE joins = ? ORDER BY position";

    private static final JsonBytes EMPTY = JsonBytes.of("[]");

    private GatherQuery() {}

    /** A group within the group is a list within the list; a result that is not there any more is null. */
    static JsonBytes list(Session session, TaskCodec codec, String gatherer) throws SQLException {
        TaskRow row = session.dialect().tasks(session, List.of(gatherer)).get(gatherer);
        return row == null ? EMPTY : list(session, codec, codec.decode(row.data()));
    }

    private static JsonBytes list(Session session, TaskCodec codec, TaskRecord gatherer) throws SQLException {
        List<TaskRecord> members = members(session, codec, gatherer.id());
        // An empty group has none, but may wait for a step before it.
        JsonBytes[] values =
                new JsonBytes[members.isEmpty() ? 0 : gatherer.spec().flow().waits()];
        Arrays.fill(values, JsonBytes.NULL);
        for (TaskRecord member : members) {
            values[member.spec().flow().position()] = value(session, codec, member);
        }
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        list.write('[');
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                list.write(',');
            }
            list.writeBytes(values[i].utf8());
        }
        list.write(']');
        return JsonBytes.wrap(list.toByteArray());
    }

    /** The result of a row, a group's too. */
    static JsonBytes value(Session session, TaskCodec codec, String id) throws SQLException {
        TaskRow row = session.dialect().tasks(session, List.of(id)).get(id);
        return row == null ? JsonBytes.NULL : value(session, codec, codec.decode(row.data()));
    }

    private static JsonBytes value(Session session, TaskCodec codec, TaskRecord member) throws SQLException {
        if (member.spec().flow().group()) {
            return list(session, codec, member);
        }
        return member.result() == null ? JsonBytes.NULL : member.result();
    }

    /** The rows that join it, in their order. */
    static List<TaskRecord> members(Session session, TaskCodec codec, String gatherer) throws SQLException {
        PreparedStatement select = session.prepared(JOINING);
        select.setString(1, gatherer);
        List<TaskRecord> members = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                members.add(codec.decode(row.getBytes(1)));
            }
        }
        return members;
    }
}
