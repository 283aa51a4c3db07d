package io.talkoo.engine.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.config.TalkooSettings;
import io.talkoo.config.TalkooSettings.TrackStarted;
import io.talkoo.engine.Delivery;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskContext;
import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.TaskModule;
import io.talkoo.engine.TaskRegistrar;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.RetryOverrides;
import io.talkoo.protocol.TalkooException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("unused") // tasks are called by their names
class TaskRegistryTest {
    interface Named {
        @Task(name = "of.interface")
        default String fromInterface() {
            return "interface";
        }
    }

    static class Parent implements Named {
        @Task(name = "of.parent")
        protected String parent() {
            return "parent";
        }

        @Task(name = "overridden")
        String overridden() {
            return "parent";
        }

        @Task(name = "private.of.parent")
        private String hidden() {
            return "hidden parent";
        }
    }

    static class Child extends Parent {
        @Task(name = "private.of.child")
        private String hidden() {
            return "hidden child";
        }

        @Override
        String overridden() {
            return "child";
        }

        @Task
        static String fixed() {
            return "static";
        }
    }

    static class Plain {
        @Task
        void plain() {}

        @Task(
                queue = "mail",
                priority = 9,
                maxRetries = -1,
                retryDelay = "90s",
                retryBackoff = false,
                retryMaxDelay = "5 minutes",
                retryJitter = false,
                autoRetryFor = IOException.class,
                timeLimit = "2m",
                softTimeLimit = "1500ms",
                ignoreResult = true,
                resultExpires = "7d",
                deliver = Delivery.AT_MOST_ONCE,
                trackStarted = "always")
        void full() {}

        @Task(retryBackoff = true, trackStarted = "3s")
        void some() {}
    }

    static class Faulty {
        @Task(queue = "two words", priority = 10)
        void queue() {}

        @Task(retryDelay = "180")
        void unit() {}

        @Task(maxRetries = -2, timeLimit = "1s", softTimeLimit = "2s")
        void limits() {}

        @Task
        void late(int a, TaskContext context) {}

        @Task(retryJitter = {true, false})
        void flags() {}
    }

    static class Nothing {}

    private static String call(TaskRegistry registry, String name) throws Throwable {
        return (String) registry.code(name).body().call(null, new Object[0]);
    }

    @Test
    void tasksAreFoundInTheClassItsParentsAndItsInterfacesWhateverTheirVisibility() throws Throwable {
        TaskRegistry registry = Samples.registry(new Child());

        assertThat(registry.names())
                .containsExactlyInAnyOrder(
                        "of.interface",
                        "of.parent",
                        "overridden",
                        "private.of.parent",
                        "private.of.child",
                        "Child.fixed");
        assertThat(call(registry, "overridden")).isEqualTo("child");
        assertThat(call(registry, "private.of.parent")).isEqualTo("hidden parent");
        assertThat(call(registry, "private.of.child")).isEqualTo("hidden child");
        assertThat(call(registry, "of.interface")).isEqualTo("interface");
        assertThat(call(registry, "Child.fixed")).isEqualTo("static");
    }

    @Test
    void tasksOfAnAnonymousObjectAreNamedAfterItsClass() {
        assertThat(Samples.registry(new Plain() {}).knows("Plain.plain")).isTrue();
    }

    @Test
    void whatATaskDoesNotSayComesFromTheSettings() {
        TaskType type = Samples.registry(new Plain()).type("Plain.plain");
        TalkooSettings.Retry retry = Samples.SETTINGS.retry();

        assertThat(type)
                .returns("default", TaskType::queue)
                .returns(5, TaskType::priority)
                .returns(null, TaskType::timeLimit)
                .returns(Duration.ofHours(24), TaskType::resultExpires)
                .returns(Delivery.AT_LEAST_ONCE, TaskType::delivery)
                .returns(Samples.SETTINGS.trackStarted(), TaskType::trackStarted);
        assertThat(type.retry().overrides())
                .isEqualTo(new RetryOverrides(
                        retry.maxRetries(), retry.delay(), retry.backoff(), retry.maxDelay(), retry.jitter()));
    }

    @Test
    void whatATaskSaysWins() {
        TaskType type = Samples.registry(new Plain()).type("Plain.full");

        assertThat(type)
                .returns("mail", TaskType::queue)
                .returns(9, TaskType::priority)
                .returns(List.of(IOException.class), TaskType::autoRetryFor)
                .returns(Duration.ofMinutes(2), TaskType::timeLimit)
                .returns(Duration.ofMillis(1500), TaskType::softTimeLimit)
                .returns(true, TaskType::ignoreResult)
                .returns(Duration.ofDays(7), TaskType::resultExpires)
                .returns(Delivery.AT_MOST_ONCE, TaskType::delivery)
                .returns(new TrackStarted(TrackStarted.Mode.ALWAYS, Duration.ZERO), TaskType::trackStarted);
        assertThat(type.retry().overrides())
                .isEqualTo(new RetryOverrides(-1, Duration.ofSeconds(90), 1.0, Duration.ofMinutes(5), false));
    }

    @Test
    void backoffAloneTakesTheFactorOfTheSettings() {
        TaskType type = Samples.registry(new Plain()).type("Plain.some");

        assertThat(type.retry().backoff()).isEqualTo(2);
        assertThat(type.trackStarted()).isEqualTo(new TrackStarted(TrackStarted.Mode.AFTER, Duration.ofSeconds(3)));
    }

    @Test
    void whatTheSubmitSaysWinsOverTheTask() {
        TaskType type = Samples.registry(new Plain()).type("Plain.full");

        assertThat(type.retry(new RetryOverrides(5, null, 3.0, null, null)).overrides())
                .isEqualTo(new RetryOverrides(5, Duration.ofSeconds(90), 3.0, Duration.ofMinutes(5), false));
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        assertThatThrownBy(() -> Samples.registry(new Faulty(), new Nothing(), Plain.class, Plain.class))
                .isInstanceOfSatisfying(
                        TalkooException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.INVALID))
                .message()
                .contains("- Faulty.queue(): queue: expected 1 to 128 of A-Za-z0-9._:-, got two words")
                .contains("- Faulty.queue(): priority: expected 0 to 9, got 10")
                .contains("- Faulty.unit(): retryDelay: expected a duration with its unit such as \"90s\", got \"180\"")
                .contains("- Faulty.limits(): maxRetries: expected -1 (without end), 0 or more, got -2")
                .contains("- Faulty.limits(): softTimeLimit: expected at most the timeLimit, got PT2S")
                .contains("- Faulty.late(int, TaskContext): TaskContext has to be the first parameter")
                .contains("- Faulty.flags(): retryJitter: expected one value, got 2")
                .contains("Nothing has no method with @Task")
                .contains("- Plain.plain(): not static: register an object of the class, not the class");
    }

    @Test
    void twoTasksOfOneNameAreBothNamed() {
        TaskRegistrar registrar = new TaskRegistrar()
                .tasks(new Plain())
                .tasks(TaskDefinition.named("Plain.plain").handler(() -> 1));

        assertThatThrownBy(() -> TaskRegistry.of(registrar, Samples.SETTINGS, TaskJson.mapper()))
                .hasMessageContaining("\"Plain.plain\" names two tasks: Plain.plain() and the lambda \"Plain.plain\"");
    }

    @Test
    void aModuleAddsItsTasks() {
        TaskModule module = registrar -> registrar
                .tasks(new Plain())
                .tasks(TaskDefinition.named("answer").queue("deep").handler(() -> 42));

        TaskRegistry registry = TaskRegistry.of(new TaskRegistrar().tasks(module), Samples.SETTINGS, TaskJson.mapper());

        assertThat(registry.names()).contains("Plain.plain", "answer");
        assertThat(registry.type("answer").queue()).isEqualTo("deep");
    }

    @Test
    void definitionsMayStandAmongObjectsButModulesMayNot() {
        TaskDefinition<?> answer = TaskDefinition.named("answer").handler(() -> 42);
        assertThat(Samples.registry(new Object[] {new Plain(), answer}).names()).contains("Plain.plain", "answer");

        TaskModule module = registrar -> {};
        assertThatThrownBy(() -> Samples.registry(new Object[] {module}))
                .hasMessageContaining("has no method with @Task; a module registers its tasks itself");
    }

    @Test
    void anUnknownTaskIsToldWithTheNearestName() {
        assertThatThrownBy(() -> Samples.registry(new Plain()).check(Samples.request("Plain.plane", "[]", "{}")))
                .isInstanceOfSatisfying(TalkooException.class, e -> {
                    assertThat(e.type()).isEqualTo(ProblemType.UNKNOWN_TASK);
                    assertThat(e.problem().errors().get(0).pointer()).isEqualTo("/name");
                })
                .hasMessage("there is no task \"Plain.plane\"; did you mean \"Plain.plain\"?");
    }
}
