package io.talkoo.chaos.load;

import io.talkoo.chaos.cluster.Endpoint;
import io.talkoo.chaos.history.Complaint;
import io.talkoo.chaos.history.Ending;
import io.talkoo.chaos.history.Recorder;
import io.talkoo.protocol.TaskStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Watch tasks up to their end on another node than the one that took them, by long poll and by event stream in turn. A
 * watcher that is told an error says so and goes on elsewhere.
 */
final class Watchers implements AutoCloseable {
    /** More than wait for the slowest tasks at a usual rate; when all are busy, a task is not watched. */
    private static final int MOST = 300;

    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final Duration PAUSE_AFTER_ERROR = Duration.ofMillis(500);
    private static final String DATA = "data: ";

    private final NodeClient client;
    private final Directory directory;
    private final Recorder recorder;
    private final AtomicInteger watches = new AtomicInteger();
    private final Pending watching = new Pending();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), (refused, pool) -> watching.end());

    Watchers(NodeClient client, Directory directory, Recorder recorder) {
        this.client = client;
        this.directory = directory;
        this.recorder = recorder;
    }

    /** One way to hear of a task's end; empty if it has not come yet. */
    @FunctionalInterface
    private interface Way {
        Optional<TaskStatus> end(Endpoint node, String id) throws IOException, InterruptedException;
    }

    /** Returns at once. */
    void watch(String id, Endpoint takenBy) {
        Way way = watches.getAndIncrement() % 2 == 0 ? this::poll : this::stream;
        watching.begin();
        threads.execute(() -> {
            watch(id, directory.otherThan(takenBy), way);
            watching.end();
        });
    }

    /** Waits until all who watch were told the end; says whether they were. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return watching.awaitNone(limit);
    }

    private void watch(String id, Endpoint first, Way way) {
        Endpoint node = first;
        try {
            Optional<TaskStatus> end = Optional.empty();
            while (end.isEmpty() && !threads.isShutdown()) {
                try {
                    end = way.end(node, id);
                } catch (IOException | UncheckedIOException e) {
                    complain(id, node, e);
                    TimeUnit.NANOSECONDS.sleep(PAUSE_AFTER_ERROR.toNanos());
                    node = directory.otherThan(node);
                }
            }
            end.map(Ending::of).ifPresent(recorder::seen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is cut off by the end of the harness is nobody's fault. */
    private void complain(String id, Endpoint node, Exception error) {
        if (!threads.isShutdown()) {
            recorder.brokenWatch(new Complaint(id, node.node(), Instant.now(), error.toString()));
        }
    }

    private Optional<TaskStatus> poll(Endpoint node, String id) throws IOException, InterruptedException {
        HttpResponse<String> response = client.await(node, id, POLL);
        if (response.statusCode() != NodeClient.OK) {
            throw new IOException("long poll: " + response.statusCode() + " " + response.body());
        }
        TaskStatus status = NodeClient.readStatus(response.body());
        return status.ready() ? Optional.of(status) : Optional.empty();
    }

    private Optional<TaskStatus> stream(Endpoint node, String id) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response = client.events(node, id);
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != NodeClient.OK) {
                throw new IOException("event stream: " + response.statusCode());
            }
            Iterator<String> data = lines.filter(line -> line.startsWith(DATA)).iterator();
            while (data.hasNext()) {
                TaskStatus status = NodeClient.readStatus(data.next().substring(DATA.length()));
                if (status.ready()) {
                    return Optional.of(status);
                }
            }
        }
        throw new IOException("event stream: ended before the task did");
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
