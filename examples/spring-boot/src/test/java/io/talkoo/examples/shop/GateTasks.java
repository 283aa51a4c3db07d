package io.talkoo.examples.shop;

import io.talkoo.engine.Task;
import java.util.concurrent.CountDownLatch;

/** A task that is under way for as long as the test says. */
@TaskBean
class GateTasks {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch opened = new CountDownLatch(1);

    @Task
    String pass() throws InterruptedException {
        entered.countDown();
        opened.await();
        return "passed";
    }
}
