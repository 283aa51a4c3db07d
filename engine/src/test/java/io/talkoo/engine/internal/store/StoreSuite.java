package io.talkoo.engine.internal.store;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.fixture.PostgresServer;
import io.talkoo.protocol.Payloads;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/** A store to test, opened for every test; the dialects' tests say on what. */
abstract class StoreSuite {
    static final int PARTITIONS = 4;

    @TempDir
    Path directory;

    TaskStore store;

    /** The database under test. */
    abstract String url();

    TalkooSettings.Store settings() {
        return settings(url(), 10_000);
    }

    /** What rows are encoded with. */
    Payloads payloads() {
        return Payloads.PLAIN;
    }

    static TalkooSettings.Store settings(String url, int queueCapacity) {
        return new TalkooSettings.Store(
                url,
                url.startsWith("jdbc:postgresql") ? PostgresServer.USER : "",
                "",
                100,
                queueCapacity,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMillis(25),
                5);
    }

    @BeforeEach
    void open() {
        store = TaskStore.open(settings(), directory, Clock.systemUTC(), payloads());
        store.partitions(PARTITIONS);
    }

    @AfterEach
    void close() {
        store.close();
    }

    void reopen() {
        store.close();
        open();
    }

    static <T> T get(Future<T> future) {
        return get(FutureConverters.asJava(future));
    }

    /** The outcome; what it failed with is thrown as it is. */
    static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    void save(TaskSample... tasks) {
        List<Future<?>> saved = new ArrayList<>();
        for (TaskSample task : tasks) {
            saved.add(store.save(task.build(), 1));
        }
        saved.forEach(StoreSuite::get);
    }

    /** Where the tests' tasks are: all queries are asked for the partition of this id. */
    static String idIn(int partition, int number) {
        for (int salt = 0; ; salt++) {
            String id = "%08d-0000-7000-8000-%012d".formatted(number, salt);
            if (Partition.of(id, PARTITIONS) == partition) {
                return id;
            }
        }
    }

    static String id(int number) {
        return idIn(0, number);
    }

    /** Holds the writer up until the writes are queued, so that it takes them together. */
    List<Future<?>> inOneBatch(Supplier<List<Future<?>>> writes) throws Exception {
        CountDownLatch release = blockWriter();
        List<Future<?>> outcomes = writes.get();
        release.countDown();
        return outcomes;
    }

    CountDownLatch blockWriter() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        store.writer().execute(session -> {
            entered.countDown();
            release.await();
            return null;
        });
        entered.await();
        return release;
    }
}
