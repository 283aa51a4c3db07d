package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.Steps.body;
import static io.talkoo.engine.internal.store.Steps.member;
import static io.talkoo.engine.internal.store.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.talkoo.engine.fixture.PostgresServer;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.protocol.Payloads;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import scala.concurrent.Future;

final class PostgresFlowTest extends StoreFlowSuite {
    private final String url = PostgresServer.shared().newDatabase();

    @Override
    String url() {
        return url;
    }

    /** What another node does in its transaction: it ends member 2 and counts it down in the body. */
    @Test
    void anEndOnAnotherNodeIsNotLostToARerunAtTheSameTime() throws Exception {
        insert(
                step(id(1), member(id(0), 0)),
                step(id(2), member(id(0), 1)),
                step(id(3), member(id(0), 2)),
                step(id(0), body(id(0), 3)));
        fail(1, "no");
        try (Connection other = DriverManager.getConnection(url, PostgresServer.USER, "")) {
            other.setAutoCommit(false);
            end(other, row(2));
            update(other, "UPDATE task SET waits = waits - 1 WHERE id = ?", id(0));
            Future<?> rerun = rerunning(1);
            await().until(this::someoneWaitsForALock);
            other.commit();
            get(rerun);
        }

        succeed(3, "3");
        succeed(1, "1");

        assertThat(phase(0)).isEqualTo(Phase.PENDING);
    }

    private static void end(Connection other, StoredTask row) throws SQLException {
        try (PreparedStatement update =
                other.prepareStatement("UPDATE task SET state = ?, revision = revision + 1, data = ? WHERE id = ?")) {
            update.setInt(1, Phase.SUCCESS.code());
            update.setBytes(2, new TaskCodec(Payloads.PLAIN).encode(Steps.succeeded(row, "2")));
            update.setString(3, row.task().id());
            update.executeUpdate();
        }
    }

    private static void update(Connection connection, String sql, String id) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, id);
            update.executeUpdate();
        }
    }

    private boolean someoneWaitsForALock() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, "");
                ResultSet waiting = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
            return waiting.next() && waiting.getInt(1) > 0;
        }
    }
}
