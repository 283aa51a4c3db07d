package io.talkoo.engine.internal.run;

import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** A task whose argument says what it does. */
public class ScriptedTask {
    /** One permit for every time that it began to hang. */
    final Semaphore hanging = new Semaphore(0);

    /** Lets those go on that ignore interrupts. */
    final CountDownLatch letGo = new CountDownLatch(1);

    /** What "later" returned. */
    final CompletableFuture<Object> later = new CompletableFuture<>();

    final AtomicBoolean cleanedUp = new AtomicBoolean();

    @Task(name = "script")
    Object run(TaskContext context, String act) throws Throwable {
        return act(context, act);
    }

    @Task(
            name = "network",
            autoRetryFor = IOException.class,
            dontAutoRetryFor = java.io.FileNotFoundException.class,
            maxRetries = 2,
            retryDelay = "10s",
            retryJitter = false)
    Object network(TaskContext context, String act) throws Throwable {
        return act(context, act);
    }

    @Task(name = "unhappy", dontAutoRetryFor = IllegalStateException.class)
    Object unhappy(TaskContext context, String act) throws Throwable {
        return act(context, act);
    }

    private Object act(TaskContext context, String act) throws Throwable {
        switch (act) {
            case "interrupt itself":
                Thread.currentThread().interrupt();
                return "interrupted";
            case "interrupted?":
                return Thread.currentThread().isInterrupted();
            case "retry":
                throw context.retry();
            case "retry because":
                throw context.retry(new IOException("because"));
            case "retry in 7 s":
                throw context.retry(Duration.ofSeconds(7), new IOException("because"));
            case "progress":
                context.updateState("PROGRESS", Map.of("current", 1));
                return "done";
            case "later":
                return later;
            case "thread":
                return Thread.currentThread().getName();
            default:
                return act.startsWith("hang")
                        ? hang(context, act)
                        : act.startsWith("return") ? returned(act) : fail(act);
        }
    }

    private Object returned(String act) {
        switch (act) {
            case "return null":
                return null;
            case "return itself":
                Object[] circle = new Object[1];
                circle[0] = List.of(Map.of("inner", circle));
                return circle;
            case "return unwritable":
                return Map.of("outer", new Unwritable());
            case "return endless":
                return (Iterable<String>)
                        () -> java.util.stream.Stream.generate(() -> "again").iterator();
            case "return 20 MiB":
                return "x".repeat(20 * 1024 * 1024);
            case "return 10 MiB":
                return "x".repeat(10 * 1024 * 1024);
            default:
                return act.substring("return ".length());
        }
    }

    static final class Unwritable {
        public String getField() {
            throw new IllegalStateException("cannot be read");
        }
    }

    private Object hang(TaskContext context, String act) throws InterruptedException {
        hanging.release();
        try {
            switch (act) {
                case "hang":
                    new CountDownLatch(1).await();
                    return "impossible";
                case "hang and clean up":
                    new CountDownLatch(1).await();
                    return "impossible";
                case "hang and swallow":
                    return swallow();
                case "hang at checkpoints":
                    while (true) {
                        context.checkpoint();
                        Thread.onSpinWait();
                    }
                default:
                    return ignoreInterrupts();
            }
        } catch (InterruptedException e) {
            cleanedUp.set(true);
            if (act.equals("hang and clean up")) {
                return "cleaned up, revoked " + context.isRevoked() + ", soft " + context.softTimeLimitExceeded();
            }
            throw e;
        }
    }

    private Object swallow() {
        try {
            new CountDownLatch(1).await();
            return "impossible";
        } catch (InterruptedException e) {
            throw new IllegalStateException("wrapped", e);
        }
    }

    private Object ignoreInterrupts() {
        while (true) {
            try {
                letGo.await();
                return "at last";
            } catch (InterruptedException e) {
                cleanedUp.set(false);
            }
        }
    }

    private Object fail(String act) throws Throwable {
        switch (act) {
            case "overflow":
                return 1 + (Integer) Objects.requireNonNull(fail(act));
            case "memory":
                throw new OutOfMemoryError("small");
            case "unmade class":
                return Broken.VALUE;
            case "rude":
                throw new Rude();
            case "throwable":
                throw new Throwable("neither exception nor error");
            default:
                throw (Throwable)
                        Class.forName(act).getConstructor(String.class).newInstance("as told");
        }
    }

    private static final class Broken {
        static final Object VALUE = fail();

        private static Object fail() {
            throw new IllegalStateException("no class");
        }
    }

    static final class Rude extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }
}
