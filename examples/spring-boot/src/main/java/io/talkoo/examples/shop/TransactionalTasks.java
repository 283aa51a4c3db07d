package io.talkoo.examples.shop;

import io.talkoo.engine.Signature;
import io.talkoo.protocol.TransactionalClient;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Submits tasks in the transaction that Spring has begun: they run once it is committed, and never were if it is not. */
@Component
class TransactionalTasks {
    private final TransactionalClient client;
    private final JdbcOperations jdbc;

    TransactionalTasks(TransactionalClient client, JdbcOperations jdbc) {
        this.client = client;
        this.jdbc = jdbc;
    }

    /** Answers the task's id. Throws {@code IllegalTransactionStateException} where there is no transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public String submit(Signature<?> task) {
        return jdbc.execute((ConnectionCallback<String>) connection -> client.submit(connection, task.request()));
    }
}
