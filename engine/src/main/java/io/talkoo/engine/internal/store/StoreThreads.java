package io.talkoo.engine.internal.store;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.task.StoredTask;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.Future;

/**
 * The store's threads, each with its own connection: one writes, one reads rows by id, one serves the Workers' queries
 * and one or more the lists, which may take long. A database in memory belongs to one connection, so there the writer does all.
 */
final class StoreThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreThreads.class);

    private final TalkooSettings.Store settings;
    private final Database database;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private Writer writer;
    private StoreThread rows;
    private StoreThread sweeps;
    private List<StoreThread> lists;

    private StoreThreads(TalkooSettings.Store settings, Database database) {
        this.settings = settings;
        this.database = database;
    }

    static StoreThreads open(
            TalkooSettings.Store settings,
            Database database,
            Health health,
            FlowWriter flows,
            Consumer<Effects> effects,
            CommitListener changes) {
        StoreThreads threads = new StoreThreads(settings, database);
        try {
            threads.start(health, flows, effects, changes);
            return threads;
        } catch (RuntimeException e) {
            threads.close();
            throw e;
        }
    }

    private void start(Health health, FlowWriter flows, Consumer<Effects> effects, CommitListener changes) {
        opened.push(database);
        database.open();
        writer = started(new Writer(
                database.writing(),
                settings.queueCapacity(),
                settings.batchSize(),
                database.dialect(),
                health,
                flows,
                effects,
                changes));
        rows = reader("rows", health);
        sweeps = reader("sweeps", health);
        lists = Stream.generate(() -> reader("lists", health))
                .limit(database.listReaders())
                .toList();
    }

    private StoreThread reader(String name, Health health) {
        return database.isReadBesideWrites()
                ? started(new Reader(
                        name, database.reading(), settings.queueCapacity(), database.dialect(), health, writer))
                : writer;
    }

    private <T extends StoreThread> T started(T thread) {
        opened.push(thread);
        thread.start();
        return thread;
    }

    Writer writer() {
        return writer;
    }

    StoreThread rows() {
        return rows;
    }

    /** A task's row; reads of rows that wait at the same time become one. */
    Future<Optional<StoredTask>> load(String id, TaskCodec codec) {
        Load load = new Load(id, codec);
        rows.offer(load);
        return load.promise().future();
    }

    StoreThread sweeps() {
        return sweeps;
    }

    /** The one with the least to do: a list that takes its time holds no other one up while there is another thread. */
    StoreThread lists() {
        return Collections.min(lists, Comparator.comparingInt(StoreThread::waiting));
    }

    /** Closes in the opposite order of opening: the writer after the readers, so that the last one tidies up the file. */
    @Override
    public void close() {
        for (AutoCloseable each : opened) {
            try {
                each.close();
            } catch (Exception e) {
                LOG.warn("A part of the store could not be closed", e);
            }
        }
    }
}
