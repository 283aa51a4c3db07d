package io.talkoo.chaos.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node under a name that stays, and its process, which comes and goes. A process that ends without having been told
 * to is started again, as a service manager would do. Thread-safe.
 */
public final class Node {
    private static final Pattern READY = Pattern.compile("talkoo ready http=(\\S+) node=(\\S+) .*");
    private static final Duration RESTART_AFTER = Duration.ofSeconds(1);

    private final NodePlan plan;
    private final Consumer<String> onExit;
    private volatile URI http;
    private volatile Instant runningSince = Instant.EPOCH;
    private Process process;
    private CompletableFuture<Void> ready = new CompletableFuture<>();
    private boolean wanted;

    /** @param onExit told in words of every end of the process that nobody asked for */
    Node(NodePlan plan, Consumer<String> onExit) {
        this.plan = plan;
        this.onExit = onExit;
    }

    public String name() {
        return plan.name();
    }

    /** Where it answers, or did when it was last ready; empty if it never was. */
    Optional<Endpoint> endpoint() {
        return Optional.ofNullable(http).map(uri -> new Endpoint(name(), uri));
    }

    /** Starts its process, which must not run; done when it says that it is ready. */
    public synchronized CompletableFuture<Void> start() {
        wanted = true;
        Path log = plan.records().resolve(name() + ".log");
        try {
            process = plan.process(log).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ready = new CompletableFuture<>();
        Process started = process;
        CompletableFuture<Void> announced = ready;
        Thread reader = new Thread(() -> read(started, announced), name() + "-output");
        reader.setDaemon(true);
        reader.start();
        started.onExit().thenAccept(this::exited);
        return announced;
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** When it was last ready; before that, long ago. */
    public Instant runningSince() {
        return runningSince;
    }

    /** Ends its process as {@code kill -9} does; it stays down until it is started. */
    public void kill() {
        Process killed = unwanted();
        killed.destroyForcibly();
        killed.onExit().join();
    }

    /** Freezes its process (SIGSTOP). */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets its frozen process go on (SIGCONT). */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    /**
     * Asks its process to drain and end (SIGTERM), and waits for that. Throws {@link IllegalStateException} when it
     * does not end in time, or with another exit code than 0.
     */
    public void terminate(Duration within) throws InterruptedException {
        Process terminated = unwanted();
        terminated.destroy();
        if (!terminated.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(name() + " did not end " + within.toSeconds() + " s after SIGTERM");
        }
        if (terminated.exitValue() != 0) {
            throw new IllegalStateException(
                    name() + " was drained: expected exit code 0, got " + terminated.exitValue());
        }
    }

    private synchronized Process unwanted() {
        wanted = false;
        return process;
    }

    private synchronized void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    private void read(Process from, CompletableFuture<Void> announced) {
        try (BufferedReader output = from.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher matcher = READY.matcher(line);
                if (matcher.matches()) {
                    http = plan.place().http() == null
                            ? URI.create(matcher.group(1))
                            : plan.place().http();
                    runningSince = Instant.now();
                    announced.complete(null);
                }
            }
        } catch (IOException e) {
            announced.completeExceptionally(e);
        }
        announced.completeExceptionally(new IllegalStateException(name() + " ended before it was ready; see its log"));
    }

    private synchronized void exited(Process ended) {
        if (wanted && ended == process) {
            onExit.accept(name() + " exited with " + ended.exitValue());
            CompletableFuture.delayedExecutor(RESTART_AFTER.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(this::startAgain);
        }
    }

    private synchronized void startAgain() {
        if (wanted && !process.isAlive()) {
            start();
        }
    }

    /** Ends its process for good. */
    void close() {
        if (isAlive()) {
            kill();
        }
    }
}
