package io.talkoo.engine;

import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TransactionalClient;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.CountDownLatch;

/**
 * An application that knows JDBC and the protocol alone, in a process of its own: submits {@code crash.noop} in a
 * transaction, commits when it is told a line, and then waits to be killed.
 */
public final class JdbcProgram {
    private JdbcProgram() {}

    /** @param arguments URL and user of the database */
    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], "")) {
            connection.setAutoCommit(false);
            TaskRequest request =
                    TaskRequest.named("crash.noop").args(JsonBytes.of("[7]")).build();
            System.out.println("submitted " + new TransactionalClient().submit(connection, request));
            System.in.read();
            connection.commit();
            System.out.println("committed");
            new CountDownLatch(1).await();
        }
    }
}
