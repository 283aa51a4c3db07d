package io.talkoo.examples.transactional;

import io.talkoo.engine.Task;
import io.talkoo.engine.TaskEngine;
import io.talkoo.protocol.TalkooException;
import java.time.Duration;

/** An order and its task in one transaction: what is committed runs, what is rolled back never was. */
public final class TransactionalSubmit {
    static class InvoiceTasks {
        @Task(name = "invoices.write")
        String write(String goods) {
            return "invoice of " + goods;
        }
    }

    private TransactionalSubmit() {}

    /** The node is in the same process for once; the shop does not know it. */
    public static void main(String[] args) throws Exception {
        try (TaskEngine engine = TaskEngine.builder().tasks(new InvoiceTasks()).start();
                Shop shop = new Shop(engine.settings().store().url())) {
            String committed = shop.order("7 apples");
            shop.commit();
            System.out.println(
                    "7 apples: " + engine.handle(committed, String.class).get(Duration.ofSeconds(10)));

            String rolledBack = shop.order("0 apples");
            shop.rollback();
            System.out.println("0 apples: " + (shop.hasOrder("0 apples") ? "an order" : "no order") + ", "
                    + stateOf(engine, rolledBack));
        }
    }

    private static String stateOf(TaskEngine engine, String task) {
        try {
            return "a task that is " + engine.handle(task).state();
        } catch (TalkooException e) {
            return "no task: " + e.type();
        }
    }
}
