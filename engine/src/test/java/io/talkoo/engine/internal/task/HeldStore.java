package io.talkoo.engine.internal.task;

import io.talkoo.engine.internal.store.RevisionConflictException;
import io.talkoo.engine.internal.store.StoreUnavailableException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.persistence.state.scaladsl.DurableStateUpdateStore;
import org.apache.pekko.persistence.state.scaladsl.GetObjectResult;
import scala.Option;
import scala.concurrent.Future;
import scala.concurrent.Promise;

/** A store of one row, whose operations happen when, and as, the test says. */
final class HeldStore implements DurableStateUpdateStore<TaskRecord> {
    /** What the actor asked for and waits for. */
    static final class Operation {
        final String name;
        private final Supplier<Object> work;
        private final Promise<Object> promise = Promise.apply();

        private Operation(String name, Supplier<Object> work) {
            this.name = name;
            this.work = work;
        }

        /** It happens, and the actor is told so; a write on a revision that is not the row's fails. */
        void succeed() {
            try {
                promise.success(work.get());
            } catch (RevisionConflictException e) {
                promise.failure(e);
            }
        }

        /** It does not happen. */
        void fail() {
            promise.failure(new StoreUnavailableException("away"));
        }

        /** It happens, and the actor is told that it did not. */
        void failAfterwards() {
            work.get();
            fail();
        }
    }

    private final LinkedBlockingQueue<Operation> operations = new LinkedBlockingQueue<>();
    private volatile boolean atOnce;
    private volatile TaskRecord row;
    private volatile long revision;

    /** From now on everything succeeds without being told to. */
    void atOnce() {
        atOnce = true;
    }

    /** Somebody else wrote the row. */
    void put(TaskRecord task, long newRevision) {
        row = task;
        revision = newRevision;
    }

    TaskRecord row() {
        return row;
    }

    long revision() {
        return revision;
    }

    Operation next(String name) throws InterruptedException {
        Operation next = operations.poll(20, TimeUnit.SECONDS);
        if (next == null || !next.name.equals(name)) {
            throw new AssertionError("expected " + name + ", got " + (next == null ? "nothing" : next.name));
        }
        return next;
    }

    boolean isIdle() {
        return operations.isEmpty();
    }

    @SuppressWarnings("unchecked")
    private <T> Future<T> hold(String name, Supplier<Object> work) {
        Operation operation = new Operation(name, work);
        if (atOnce) {
            operation.succeed();
        } else {
            operations.add(operation);
        }
        return (Future<T>) operation.promise.future();
    }

    @Override
    public Future<GetObjectResult<TaskRecord>> getObject(String persistenceId) {
        return hold("get", () -> new GetObjectResult<>(Option.apply(row), revision));
    }

    @Override
    public Future<Done> upsertObject(String persistenceId, long newRevision, TaskRecord value, String tag) {
        return hold("upsert", () -> write(newRevision, value));
    }

    private Done write(long newRevision, TaskRecord value) {
        if (newRevision != revision + 1) {
            throw new RevisionConflictException("task", newRevision);
        }
        put(value, value == null ? 0 : newRevision);
        return Done.getInstance();
    }

    @Override
    @Deprecated
    public Future<Done> deleteObject(String persistenceId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Done> deleteObject(String persistenceId, long newRevision) {
        return hold("delete", () -> write(newRevision, null));
    }
}
