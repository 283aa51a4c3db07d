package io.talkoo.examples.shop;

import io.talkoo.engine.TaskEngine;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The shop's orders. */
@Service
class Orders {
    private static final int IN_STOCK = 100;

    private final JdbcClient database;
    private final TaskEngine engine;
    private final TransactionalTasks tasks;

    /** @param engine makes the database, where there is none, so the shop's table comes after it */
    Orders(JdbcClient database, TaskEngine engine, TransactionalTasks tasks) {
        this.database = database;
        this.engine = engine;
        this.tasks = tasks;
        database.sql("CREATE TABLE IF NOT EXISTS shop_order(id BIGINT PRIMARY KEY, goods TEXT NOT NULL, invoice TEXT)")
                .update();
    }

    /** What the shop knows of an order; {@code invoice} is null until it is written. */
    record Order(long id, String goods, String invoice) {}

    /** An order cannot be met. */
    static final class OutOfStockException extends RuntimeException {
        private static final long serialVersionUID = 1;

        OutOfStockException(int asked) {
            super("expected " + IN_STOCK + " pieces at most, got " + asked);
        }
    }

    /** Takes an order, and has its invoice written: both, or neither. Answers the id of the task. */
    @Transactional
    public String place(long id, String goods, int pieces) {
        database.sql("INSERT INTO shop_order(id, goods) VALUES (?, ?)")
                .params(id, pieces + " " + goods)
                .update();
        String task = tasks.submit(engine.task(InvoiceTasks::write).s(id));
        if (pieces > IN_STOCK) { // it takes the row and the task back
            throw new OutOfStockException(pieces);
        }
        return task;
    }

    Optional<Order> find(long id) {
        return database.sql("SELECT id, goods, invoice FROM shop_order WHERE id = ?")
                .param(id)
                .query(Order.class)
                .optional();
    }
}
