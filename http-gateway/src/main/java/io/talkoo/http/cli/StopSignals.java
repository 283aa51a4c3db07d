package io.talkoo.http.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The signals that end a process: the first SIGTERM or SIGINT asks it to drain, the second ends the process at once.
 *
 * <p>A shutdown hook cannot do this: with one the JVM exits with 143 after a drain that went well, and ignores the second
 * signal. {@code sun.misc.Signal} is exported for this purpose by the module {@code jdk.unsupported} in every JDK, but
 * the compiler warns of every direct use, hence the reflection.
 */
public final class StopSignals {
    /** Shells report death by signal N as 128 + N. */
    private static final int KILLED = 128;

    private final CountDownLatch asked = new CountDownLatch(1);

    private StopSignals() {}

    /** Takes the signals over from the JVM, from now on and for good. */
    public static StopSignals install() {
        StopSignals signals = new StopSignals();
        try {
            for (String name : List.of("TERM", "INT")) {
                signals.handle(name);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has no module jdk.unsupported, which signals need", e);
        }
        return signals;
    }

    /** Returns once the process was asked to stop. */
    public void await() throws InterruptedException {
        asked.await();
    }

    private void handle(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object signal = type.getConstructor(String.class).newInstance(name);
        int exitCode = KILLED + (int) type.getMethod("getNumber").invoke(signal);
        InvocationHandler receive = (proxy, method, arguments) -> received(exitCode);
        Object handler =
                Proxy.newProxyInstance(StopSignals.class.getClassLoader(), new Class<?>[] {handlerType}, receive);
        type.getMethod("handle", type, handlerType).invoke(null, signal, handler);
    }

    private Object received(int exitCode) {
        if (asked.getCount() == 0) {
            Runtime.getRuntime().halt(exitCode);
        }
        asked.countDown();
        return null;
    }
}
