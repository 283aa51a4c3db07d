package io.talkoo.engine.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.Future;
import scala.concurrent.Promise;

/**
 * A thread with sessions of its own and a bounded queue of operations. It takes what is there, at most a batch
 * of it, and never lingers: while one batch is worked on, the next one gathers. Every operation's promise is completed
 * exactly once, whatever happens: nothing above the store has a reason to expect otherwise.
 */
abstract class StoreThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreThread.class);

    private final Sessions sessions;
    private final BlockingQueue<Operation> queue;
    private final int batchSize;
    private final Thread thread;
    private final Job<Void> stop = new Job<>(session -> null);
    private volatile boolean working;
    private volatile boolean closed;
    private volatile boolean ended;

    StoreThread(String name, Sessions sessions, int queueCapacity, int batchSize) {
        this.sessions = sessions;
        this.queue = new ArrayBlockingQueue<>(queueCapacity);
        this.batchSize = batchSize;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** How many operations wait, roughly. */
    final int waiting() {
        return queue.size() + (working ? 1 : 0);
    }

    /** Queues an operation; when that cannot be, it fails at once. */
    final void offer(Operation operation) {
        Optional<String> absence = absence();
        if (closed) {
            operation.fail(closedException());
        } else if (absence.isPresent()) {
            operation.fail(new StoreUnavailableException(absence.get()));
        } else if (!queue.offer(operation)) {
            operation.fail(new StoreUnavailableException(
                    "the store is behind with " + queue.size() + " operations; try again in a moment"));
        } else if (ended) {
            failQueued();
        }
    }

    /** Queues statements; the future fails where they throw. */
    final <T> Future<T> execute(Job.Work<T> work) {
        return execute(new Job<>(work));
    }

    /** The same for statements that have nothing to do with rows of tasks. */
    final <T> Future<T> executeAside(Job.Work<T> work) {
        return execute(new Job<>(work, false, Promise.apply()));
    }

    private <T> Future<T> execute(Job<T> job) {
        offer(job);
        return job.promise().future();
    }

    /** Why nothing is to be queued at the moment, if so. Asked by any thread. */
    Optional<String> absence() {
        return Optional.empty();
    }

    /** Works on operations in the order given and completes each. Whatever it leaves undone fails with what it throws. */
    abstract void process(List<Operation> operations) throws Exception;

    /** How long to wait for an operation before {@link #idle}; 0 is without end. */
    long idleAfterMillis() {
        return 0;
    }

    /** Called when no operation came for {@link #idleAfterMillis}. */
    void idle() {}

    private void run() {
        List<Operation> batch = new ArrayList<>(batchSize);
        try {
            while (!closed || !batch.contains(stop)) {
                batch.clear();
                runBatch(batch);
            }
        } finally {
            closed = true;
            ended = true;
            batch.forEach(operation -> operation.fail(closedException()));
            failQueued();
            sessions.close();
        }
    }

    private void runBatch(List<Operation> batch) {
        try {
            Operation first = next();
            if (first == null) {
                idle();
                return;
            }
            working = true;
            batch.add(first);
            queue.drainTo(batch, batchSize - 1);
            process(batch);
        } catch (Throwable e) {
            LOG.error("The store's thread {} could not finish a batch of {}", thread.getName(), batch.size(), e);
            batch.forEach(operation -> operation.fail(e));
        } finally {
            working = false;
        }
    }

    private Operation next() throws InterruptedException {
        long millis = idleAfterMillis();
        return millis == 0 ? queue.take() : queue.poll(millis, TimeUnit.MILLISECONDS);
    }

    private void failQueued() {
        for (Operation left = queue.poll(); left != null; left = queue.poll()) {
            left.fail(closedException());
        }
    }

    private static StoreUnavailableException closedException() {
        return new StoreUnavailableException("the store is closed");
    }

    /** Takes no more, finishes what is queued and ends the thread. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            queue.put(stop);
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
