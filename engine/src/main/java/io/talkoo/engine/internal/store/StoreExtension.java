package io.talkoo.engine.internal.store;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/** Where an actor system keeps its {@link TaskStore}, so that the persistence plugin finds it. Thread-safe. */
public final class StoreExtension implements Extension {
    private static final Id ID = new Id();

    private final AtomicReference<TaskStore> store = new AtomicReference<>();

    private StoreExtension() {}

    public static StoreExtension get(ClassicActorSystemProvider system) {
        return ID.get(system);
    }

    /** Says which store the system uses; the caller keeps the duty to close it. Throws when there is one already. */
    public void install(TaskStore installed) {
        if (!store.compareAndSet(null, installed)) {
            throw new IllegalStateException("expected one store for an actor system, got a second one");
        }
    }

    /** Whether a store was ever installed. */
    public boolean isInstalled() {
        return store.get() != null;
    }

    public TaskStore store() {
        TaskStore installed = store.get();
        if (installed == null) {
            throw new IllegalStateException(
                    "the plugin talkoo.store has no store to use; start a TaskEngine on this actor"
                            + " system before its first persistent actor");
        }
        return installed;
    }

    private static final class Id extends AbstractExtensionId<StoreExtension> {
        @Override
        public StoreExtension createExtension(ExtendedActorSystem system) {
            return new StoreExtension();
        }
    }
}
