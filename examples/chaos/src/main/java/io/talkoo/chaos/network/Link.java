package io.talkoo.chaos.network;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way from one place to another. What is sent while it is cut arrives when it is mended, as with TCP.
 * Thread-safe.
 */
public final class Link {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition mended = lock.newCondition();
    private boolean cut;
    private volatile Duration delay = Duration.ZERO;

    public void cut() {
        setCut(true);
    }

    public void mend() {
        setCut(false);
    }

    /** Each packet in the direction of the link takes so much longer. */
    public void delay(Duration perPacket) {
        delay = perPacket;
    }

    private void setCut(boolean now) {
        lock.lock();
        try {
            cut = now;
            mended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when what was sent arrives. */
    void pass() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        passBack();
    }

    /** As {@link #pass}, for what is sent against the direction of the link. */
    void passBack() throws InterruptedException {
        lock.lock();
        try {
            while (cut) {
                mended.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
