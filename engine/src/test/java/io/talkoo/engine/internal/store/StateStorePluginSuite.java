package io.talkoo.engine.internal.store;

import static io.talkoo.engine.internal.store.TaskSample.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.task.TaskRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.state.DurableStateStoreRegistry;
import org.apache.pekko.persistence.state.javadsl.DurableStateUpdateStore;
import org.apache.pekko.persistence.state.javadsl.GetObjectResult;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.state.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.state.javadsl.DurableStateBehavior;
import org.apache.pekko.persistence.typed.state.javadsl.Effect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin under an application's own persistent actor, and as its javadsl. */
abstract class StateStorePluginSuite {
    private static final Config CONFIG = ConfigFactory.parseString("""
                    pekko.persistence.state.plugin = "talkoo.store"
                    talkoo.store.class = "io.talkoo.engine.store.TalkooStateStoreProvider"
                    """).withFallback(ConfigFactory.load());

    @TempDir
    Path directory;

    private TaskStore store;
    private ActorTestKit kit;

    /** The database under test. */
    abstract String url();

    @BeforeEach
    void start() {
        TalkooSettings.Store settings = StoreSuite.settings(url(), 1000);
        store = TaskStore.open(settings, directory, Clock.systemUTC());
        store.partitions(4);
        kit = ActorTestKit.create("plugin", CONFIG);
        StoreExtension.get(kit.system()).install(store);
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
        store.close();
    }

    @Test
    void anOrdinaryPersistentActorFindsItsStateAfterARestart() {
        TestProbe<String> probe = kit.createTestProbe(String.class);
        ActorRef<Command> first = kit.spawn(new Notebook("a"));
        first.tell(new Append("one,", probe.ref()));
        probe.expectMessage("one,");
        first.tell(new Append("two,", probe.ref()));
        probe.expectMessage("one,two,");

        stop();
        start();

        TestProbe<String> later = kit.createTestProbe(String.class);
        kit.spawn(new Notebook("a")).tell(new Append("three", later.ref()));
        later.expectMessage("one,two,three");
    }

    @Test
    void actorsDoNotShareTheirStates() {
        TestProbe<String> probe = kit.createTestProbe(String.class);

        kit.spawn(new Notebook("a")).tell(new Append("a", probe.ref()));
        probe.expectMessage("a");
        kit.spawn(new Notebook("b")).tell(new Append("b", probe.ref()));

        probe.expectMessage("b");
    }

    @Test
    void anUnknownIdHasNoValueAndRevisionZero() {
        GetObjectResult<Object> entity = StoreSuite.get(plugin().getObject("notebook|x"));
        GetObjectResult<Object> taskResult = StoreSuite.get(plugin().getObject("task|x"));

        assertThat(entity).isEqualTo(new GetObjectResult<>(Optional.empty(), 0));
        assertThat(taskResult).isEqualTo(new GetObjectResult<>(Optional.empty(), 0));
    }

    @Test
    void aTasksStateIsItsRowInTheTableOfTasks() {
        TaskRecord record = task(StoreSuite.id(1)).build();

        StoreSuite.get(plugin().upsertObject("task|" + record.id(), 1, record, ""));

        assertThat(StoreSuite.get(store.load(record.id())).orElseThrow().task()).isEqualTo(record);
        assertThat(StoreSuite.get(plugin().getObject("task|" + record.id())))
                .isEqualTo(new GetObjectResult<>(Optional.of(record), 1));
        StoreSuite.get(plugin().deleteObject("task|" + record.id(), 2));
        assertThat(StoreSuite.get(store.load(record.id()))).isEmpty();
    }

    @Test
    void aStateOfAnotherRevisionIsAConflict() {
        StoreSuite.get(plugin().upsertObject("notebook|a", 1, "one", ""));

        assertThatThrownBy(() -> StoreSuite.get(plugin().upsertObject("notebook|a", 1, "again", "")))
                .isInstanceOf(RevisionConflictException.class);
        assertThatThrownBy(() -> StoreSuite.get(plugin().upsertObject("notebook|a", 3, "three", "")))
                .isInstanceOf(RevisionConflictException.class);
    }

    @Test
    void anActorThatDeletedItsStateMayPersistAgain() {
        StoreSuite.get(plugin().upsertObject("notebook|a", 1, "one", ""));
        StoreSuite.get(plugin().deleteObject("notebook|a", 2));
        StoreSuite.get(plugin().upsertObject("notebook|a", 3, "three", ""));

        assertThat(StoreSuite.get(plugin().getObject("notebook|a")))
                .isEqualTo(new GetObjectResult<>(Optional.of("three"), 3));
    }

    @Test
    void aValueNobodyCanSerializeFailsTheFutureAndThrowsNothing() {
        assertThatThrownBy(() -> StoreSuite.get(plugin().upsertObject("notebook|a", 1, new Object(), "")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("serializ");
    }

    @Test
    void anApplicationsStateUnderTheNameOfATaskIsRefusedAndNotLost() {
        assertThatThrownBy(() -> StoreSuite.get(plugin().upsertObject("task|a", 1, "mine", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the engine's own");
    }

    @Test
    void withoutAnEngineThePluginSaysWhatIsMissing() {
        ActorTestKit bare = ActorTestKit.create("bare", CONFIG);
        try {
            assertThatThrownBy(() -> plugin(bare.system()))
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .rootCause()
                    .hasMessageContaining("start a TaskEngine");
        } finally {
            bare.shutdownTestKit();
        }
    }

    private DurableStateUpdateStore<Object> plugin() {
        return plugin(kit.system());
    }

    @SuppressWarnings("unchecked")
    private static DurableStateUpdateStore<Object> plugin(ActorSystem<?> system) {
        return DurableStateStoreRegistry.get(system)
                .getDurableStateStoreFor(DurableStateUpdateStore.class, "talkoo.store");
    }

    private interface Command {}

    private record Append(String text, ActorRef<String> replyTo) implements Command {}

    private static final class Notebook extends DurableStateBehavior<Command, String> {
        Notebook(String name) {
            super(PersistenceId.of("notebook", name));
        }

        @Override
        public String emptyState() {
            return "";
        }

        @Override
        public CommandHandler<Command, String> commandHandler() {
            return newCommandHandlerBuilder()
                    .forAnyState()
                    .onCommand(Append.class, this::onAppend)
                    .build();
        }

        private Effect<String> onAppend(String state, Append command) {
            return Effect()
                    .persist(state + command.text())
                    .thenRun(after -> command.replyTo().tell(after));
        }
    }
}
