package io.talkoo.engine.store;

import com.typesafe.config.Config;
import io.talkoo.engine.internal.store.JavaStateStore;
import io.talkoo.engine.internal.store.StateStore;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.state.DurableStateStoreProvider;
import org.apache.pekko.persistence.state.javadsl.DurableStateStore;

/**
 * The engine's store as a Pekko Persistence durable state plugin, {@code talkoo.store}: an application that runs a
 * {@code TaskEngine} on its own actor system can keep the state of its own persistent actors in the same database, by
 * {@code pekko.persistence.state.plugin = "talkoo.store"} or by naming the plugin in the behavior. Pekko makes the
 * instance. Throws {@link IllegalStateException} while no engine was started on the actor system. Thread-safe.
 */
public final class TalkooStateStoreProvider implements DurableStateStoreProvider {
    private final StateStore store;

    public TalkooStateStoreProvider(ExtendedActorSystem system, Config config, String configPath) {
        store = new StateStore(system);
    }

    @Override
    public org.apache.pekko.persistence.state.scaladsl.DurableStateStore<Object> scaladslDurableStateStore() {
        return store;
    }

    @Override
    public DurableStateStore<Object> javadslDurableStateStore() {
        return new JavaStateStore(store);
    }
}
