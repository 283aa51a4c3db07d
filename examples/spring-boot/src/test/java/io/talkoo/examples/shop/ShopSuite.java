package io.talkoo.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.talkoo.protocol.TaskFilter;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.transaction.IllegalTransactionStateException;

/** The shop over HTTP, on the database that the subclass brings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ShopSuite {
    private static final Duration SOON = Duration.ofSeconds(30);

    private App app;

    final void start(String... database) {
        app = new App(database);
    }

    @AfterAll
    void stop() {
        app.close();
    }

    private void awaitInvoice(long order, String invoice) {
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(app.get("/orders/" + order).body()).contains("\"invoice\":\"" + invoice + "\""));
    }

    private int tasks() {
        TaskFilter invoices = TaskFilter.ALL.withName("InvoiceTasks.write");
        return app.engine()
                .gateway()
                .list(invoices, null, 1000)
                .toCompletableFuture()
                .join()
                .tasks()
                .size();
    }

    @Test
    void an_order_that_is_taken_has_its_invoice_written_by_a_bean_within_springs_transaction() {
        HttpResponse<String> taken = app.order(1, "apples", 7);

        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
        awaitInvoice(1, "Invoice 1: 7 apples");
    }

    @Test
    void an_order_that_is_refused_leaves_neither_a_row_nor_a_task() {
        int before = tasks();

        HttpResponse<String> refused = app.order(2, "pears", 1000);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(app.get("/orders/2").statusCode()).isEqualTo(404);
        app.order(3, "plums", 10);
        awaitInvoice(3, "Invoice 3: 10 plums");
        assertThat(tasks()).isEqualTo(before + 1);
    }

    @Test
    void a_task_is_not_submitted_where_there_is_no_transaction_to_share() {
        assertThatThrownBy(() -> app.bean(TransactionalTasks.class)
                        .submit(app.engine().task(InvoiceTasks::write).s(4L)))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void the_applications_health_tells_of_the_engine() {
        HttpResponse<String> health = app.get("/actuator/health");

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"talkoo\":{\"status\":\"UP\"}", "\"db\":{");
    }

    @Test
    void the_applications_metrics_tell_of_the_engine() {
        app.order(5, "cherries", 3);
        awaitInvoice(5, "Invoice 5: 3 cherries");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(app.get("/actuator/prometheus").body())
                        .contains("talkoo_tasks_total{name=\"InvoiceTasks.write\",queue=\"default\",state=\"SUCCESS\"}")
                        .contains("hikaricp_connections"));
        assertThat(app.get("/actuator/metrics/talkoo.submit.ack").statusCode()).isEqualTo(200);
    }
}
