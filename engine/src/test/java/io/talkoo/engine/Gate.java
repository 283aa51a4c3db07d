package io.talkoo.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds task bodies until the test lets them go, and lets the test wait until they are there. */
final class Gate {
    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch entered;
    private final CountDownLatch open = new CountDownLatch(1);

    Gate() {
        this(1);
    }

    /** @param bodies how many have to be there before {@link #awaitEntered} returns */
    Gate(int bodies) {
        entered = new CountDownLatch(bodies);
    }

    /** Called by the body. */
    void pass() throws InterruptedException {
        entered.countDown();
        if (!open.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the test never opened the gate");
        }
    }

    void awaitEntered() throws InterruptedException {
        if (!entered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the task never began");
        }
    }

    void open() {
        open.countDown();
    }
}
