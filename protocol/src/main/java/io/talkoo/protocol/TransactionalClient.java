package io.talkoo.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Locale;

/**
 * Submits tasks within the caller's own database transaction, on the PostgreSQL or SQLite database that the nodes use: the
 * task runs if that transaction commits, some tens of milliseconds later ({@code talkoo.store.inbox-interval}), and never
 * if it rolls back. Needs no node in this process, and none that runs at the moment.
 *
 * <p>What only a node can tell is found out after the commit: a task whose arguments do not fit ends as FAILURE
 * ({@value ErrorTypes#BAD_ARGUMENTS}) and calls its {@code linkError}, one whose name no node knows waits for a node that does. The nodes must have
 * started once on the database, which makes its tables. Thread-safe.
 */
public final class TransactionalClient {
    private static final String INSERT = "INSERT INTO %stask_inbox(id, root_id, request) VALUES (?, ?, ?)";
    private static final String KNOWN = "SELECT root_id FROM %stask WHERE id = ?";

    private final String insert;
    private final String known;
    private final Uuid7 ids;
    private final Payloads payloads;

    /** For tables that the caller's connections find by their names alone. */
    public TransactionalClient() {
        this("");
    }

    private TransactionalClient(String prefix) {
        this(INSERT.formatted(prefix), KNOWN.formatted(prefix), new Uuid7(Clock.systemUTC()), Payloads.PLAIN);
    }

    private TransactionalClient(String insert, String known, Uuid7 ids, Payloads payloads) {
        this.insert = insert;
        this.known = known;
        this.ids = ids;
        this.payloads = payloads;
    }

    /**
     * For tables in another schema than the caller's own.
     *
     * @param name of the schema, or in SQLite of the attached database; letters, digits and underscores
     */
    public static TransactionalClient inSchema(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "expected the name of a schema, of letters, digits and underscores, got \"" + name + "\"");
        }
        return new TransactionalClient(name + ".");
    }

    /** The same, which encodes what it stores. The nodes need a codec that reads it. */
    public TransactionalClient withCodec(PayloadCodec codec) {
        return new TransactionalClient(insert, known, ids, new Payloads(codec));
    }

    /**
     * Puts a task into the transaction that {@code connection} is in; with auto-commit it is committed at once. Does not
     * commit, and does not close the connection.
     *
     * @param request a {@code countdown} counts from when a node takes it, right after the commit
     * @return the task's id: the request's, or a new UUIDv7
     * @throws TalkooException INVALID when the request cannot be, its parent does not exist, or it has a key of
     *     its own; CONFLICT
     *     when its id is one of a task already; PAYLOAD_CODEC when the codec fails
     * @throws SQLException of the database; the caller's transaction is as it says, rolled back mostly
     */
    public String submit(Connection connection, TaskRequest request) throws SQLException {
        TaskRequests.check(request);
        if (request.unique() != null) {
            throw new TalkooException(
                    ProblemType.INVALID,
                    "unique: expected none in a transaction, where nobody hears of the first task");
        }
        String id = request.id() == null ? ids.next() : request.id().toLowerCase(Locale.ROOT);
        if (request.id() != null && find(connection, id) != null) {
            throw new TalkooException(ProblemType.CONFLICT, "Task " + id + " was submitted before.");
        }
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, id);
            statement.setString(2, root(connection, request.parentId()));
            statement.setBytes(
                    3, payloads.encodeJson(json(request.toBuilder().id(id).build())));
            statement.executeUpdate();
        }
        return id;
    }

    private String root(Connection connection, String parentId) throws SQLException {
        if (parentId == null) {
            return null;
        }
        String root = find(connection, parentId.toLowerCase(Locale.ROOT));
        if (root == null) {
            String detail = "parentId: expected the id of a task, got " + parentId + ", which is none";
            throw new TalkooException(ProblemType.INVALID, detail, new Problem.Fault("/parentId", detail));
        }
        return root;
    }

    /** The root of a task; null where there is no such task. */
    private String find(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(known)) {
            statement.setString(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private static byte[] json(TaskRequest request) {
        try {
            return Json.mapper().writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new TalkooException(ProblemType.INVALID, "The task cannot be written as JSON: " + e.getMessage());
        }
    }
}
