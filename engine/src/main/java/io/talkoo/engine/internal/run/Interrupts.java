package io.talkoo.engine.internal.run;

import io.talkoo.engine.SoftTimeLimitExceeded;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;

/** Tells whether an exception comes from an interrupt. */
final class Interrupts {
    /** Causes may form a circle. */
    private static final int DEEPEST = 50;

    private Interrupts() {}

    static boolean caused(Throwable thrown) {
        Throwable each = thrown;
        for (int i = 0; i < DEEPEST && each != null; i++) {
            if (isInterrupt(each)) {
                return true;
            }
            each = each.getCause();
        }
        return false;
    }

    private static boolean isInterrupt(Throwable thrown) {
        return thrown instanceof InterruptedException
                || thrown instanceof InterruptedIOException
                || thrown instanceof ClosedByInterruptException
                || thrown instanceof CancellationException
                || thrown instanceof SoftTimeLimitExceeded;
    }
}
