package io.talkoo.http.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

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

    private final CompletableFuture<Void> asked = new CompletableFuture<>();

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

    /** Completes once the process was asked to stop. */
    public CompletableFuture<Void> asked() {
        return asked.copy();
    }

    /** Carries out what takes long and is not worth going on with when the process is asked to stop: interrupts it then. */
    public <T> T untilAsked(Supplier<T> start) {
        Thread thread = Thread.currentThread();
        AtomicBoolean running = new AtomicBoolean(true);
        asked.thenRun(() -> {
            synchronized (running) {
                if (running.get()) {
                    thread.interrupt();
                }
            }
        });
        try {
            return start.get();
        } finally {
            synchronized (running) {
                running.set(false);
            }
        }
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
        if (!asked.complete(null)) {
            Runtime.getRuntime().halt(exitCode);
        }
        return null;
    }
}
