package io.talkoo.examples.shop;

import io.talkoo.engine.Task;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Tasks in a bean like any other: with injected collaborators, and with Spring's transactions around its methods. */
@TaskBean
class InvoiceTasks {
    private final JdbcClient database;

    InvoiceTasks(JdbcClient database) {
        this.database = database;
    }

    @Task
    @Transactional
    public String write(long order) {
        String goods = database.sql("SELECT goods FROM shop_order WHERE id = ?")
                .param(order)
                .query(String.class)
                .single();
        String invoice = "Invoice " + order + ": " + goods;
        database.sql("UPDATE shop_order SET invoice = ? WHERE id = ?")
                .params(invoice, order)
                .update();
        return invoice;
    }
}
