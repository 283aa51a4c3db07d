package io.talkoo.chaos.load;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what has begun and not ended. Thread-safe. */
final class Pending {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int count;

    void begin() {
        add(1);
    }

    void end() {
        add(-1);
    }

    private void add(int more) {
        lock.lock();
        try {
            count += more;
            if (count == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is pending; says whether that came in time. */
    boolean awaitNone(Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            while (count > 0 && nanos > 0) {
                nanos = none.awaitNanos(nanos);
            }
            return count == 0;
        } finally {
            lock.unlock();
        }
    }
}
