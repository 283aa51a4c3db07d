package io.talkoo.engine.internal.store;

import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskRecord;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.state.scaladsl.DurableStateUpdateStore;
import org.apache.pekko.persistence.state.scaladsl.GetObjectResult;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import scala.Option;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.Future$;

/**
 * The store as Pekko Persistence sees it. The states of tasks ({@code task|ID}) go to the table of tasks, all others to a
 * table of their own, through Pekko's serialization. No method throws: Pekko would stop the actor for it, instead of
 * treating it as a write that failed. Thread-safe.
 */
public final class StateStore implements DurableStateUpdateStore<Object> {
    /** What persistence ids of tasks begin with. */
    public static final String TASK_PREFIX = "task|";

    private final TaskStore store;
    private final Serialization serialization;
    private final ExecutionContext dispatcher;

    public StateStore(ExtendedActorSystem system) {
        store = StoreExtension.get(system).store();
        serialization = SerializationExtension.get(system);
        dispatcher = system.dispatcher();
    }

    @Override
    public Future<GetObjectResult<Object>> getObject(String persistenceId) {
        return guarded(() -> isTask(persistenceId)
                ? store.load(taskId(persistenceId)).map(StateStore::found, ExecutionContext.parasitic$.MODULE$)
                : store.loadEntity(persistenceId).map(this::deserialized, dispatcher));
    }

    private static GetObjectResult<Object> found(Optional<StoredTask> row) {
        return row.map(task -> result(task.task(), task.revision())).orElseGet(StateStore::nothing);
    }

    private GetObjectResult<Object> deserialized(Optional<EntityState> row) {
        return row.map(this::deserialized).orElseGet(StateStore::nothing);
    }

    private GetObjectResult<Object> deserialized(EntityState row) {
        Object value = serialization
                .deserialize(row.data(), row.serializerId(), row.manifest())
                .get();
        return result(value, row.revision());
    }

    private static GetObjectResult<Object> result(Object value, long revision) {
        return new GetObjectResult<>(Option.apply(value), revision);
    }

    private static GetObjectResult<Object> nothing() {
        return new GetObjectResult<>(Option.empty(), 0);
    }

    @Override
    public Future<Done> upsertObject(String persistenceId, long revision, Object value, String tag) {
        return guarded(() -> isTask(persistenceId)
                ? store.save(taskRecord(persistenceId, value), revision)
                : store.saveEntity(serialized(persistenceId, revision, value, tag)));
    }

    private static TaskRecord taskRecord(String persistenceId, Object value) {
        if (value instanceof TaskRecord task) {
            return task;
        }
        throw new IllegalArgumentException(
                "persistence ids that begin with " + TASK_PREFIX + " are the engine's own, got " + persistenceId
                        + " with a " + value.getClass().getName() + "; name the entity type differently");
    }

    private EntityState serialized(String persistenceId, long revision, Object value, String tag) {
        Serializer serializer = serialization.findSerializerFor(value);
        String manifest = Serializers.manifestFor(serializer, value);
        byte[] data = serialization.serialize(value).get();
        return new EntityState(persistenceId, revision, tag, serializer.identifier(), manifest, data);
    }

    @Override
    @Deprecated
    public Future<Done> deleteObject(String persistenceId) {
        return deleteObject(persistenceId, RowDelete.ANY);
    }

    /** @param revision one above that of the state, as {@code Effect.delete} passes it */
    @Override
    public Future<Done> deleteObject(String persistenceId, long revision) {
        return guarded(() -> isTask(persistenceId)
                ? store.delete(taskId(persistenceId), revision)
                : store.deleteEntity(persistenceId, revision));
    }

    private static boolean isTask(String persistenceId) {
        return persistenceId.startsWith(TASK_PREFIX);
    }

    private static String taskId(String persistenceId) {
        return persistenceId.substring(TASK_PREFIX.length());
    }

    private static <T> Future<T> guarded(Supplier<Future<T>> call) {
        try {
            return call.get();
        } catch (Throwable e) {
            return Future$.MODULE$.failed(e);
        }
    }
}
