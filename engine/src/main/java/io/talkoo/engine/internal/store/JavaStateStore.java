package io.talkoo.engine.internal.store;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.persistence.state.javadsl.DurableStateUpdateStore;
import org.apache.pekko.persistence.state.javadsl.GetObjectResult;
import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.FutureConverters;

/** {@link StateStore} for callers in Java. Thread-safe. */
public final class JavaStateStore implements DurableStateUpdateStore<Object> {
    private final StateStore store;

    public JavaStateStore(StateStore store) {
        this.store = store;
    }

    @Override
    public CompletionStage<GetObjectResult<Object>> getObject(String persistenceId) {
        return FutureConverters.asJava(
                store.getObject(persistenceId).map(result -> result.toJava(), ExecutionContext.parasitic$.MODULE$));
    }

    @Override
    public CompletionStage<Done> upsertObject(String persistenceId, long revision, Object value, String tag) {
        return FutureConverters.asJava(store.upsertObject(persistenceId, revision, value, tag));
    }

    @Override
    @Deprecated
    public CompletionStage<Done> deleteObject(String persistenceId) {
        return FutureConverters.asJava(store.deleteObject(persistenceId, RowDelete.ANY));
    }

    @Override
    public CompletionStage<Done> deleteObject(String persistenceId, long revision) {
        return FutureConverters.asJava(store.deleteObject(persistenceId, revision));
    }
}
