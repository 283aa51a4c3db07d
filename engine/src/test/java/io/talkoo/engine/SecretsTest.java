package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.engine.testkit.TestEngine;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.ScheduleStatus;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskError;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is secret is seen by the task, and by who asks for its result, and by nobody else. */
class SecretsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    record Card(String number, @Secret String pin) {}

    static class Bank {
        @Task
        String login(String user, @Secret String password) {
            return user + " with " + password.length() + " letters";
        }

        @Task
        @Secret
        String issue(TaskContext task, String user) {
            task.updateState("ISSUING", Map.of("token", "token-of-" + user, "user", user));
            return "token-of-" + user;
        }

        @Task
        String take(@Secret String token) {
            return "took it";
        }

        @Task
        Card replace(Card card) {
            return new Card(card.number(), card.pin() + "0");
        }

        @Task
        void refuse(@Secret String password, int times) {
            throw new IllegalArgumentException("cannot take " + password, new IllegalStateException(password));
        }

        @Task
        void count(@Secret int number) {}
    }

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

    private static TestEngine test;
    private static TaskEngine engine;
    private static final List<Appender<ILoggingEvent>> CONSOLE = new ArrayList<>();
    private static Level before;

    @BeforeAll
    static void start() {
        LOG.list = new CopyOnWriteArrayList<>();
        LOG.start();
        before = ROOT.getLevel();
        ROOT.setLevel(Level.DEBUG);
        ROOT.iteratorForAppenders().forEachRemaining(CONSOLE::add);
        CONSOLE.forEach(ROOT::detachAppender);
        ROOT.addAppender(LOG);
        test = TestEngine.start(
                builder -> builder.tasks(new Bank()).with("tasks.secret-names", "token, Authorization"));
        engine = test.engine();
    }

    @AfterAll
    static void stop() {
        test.close();
        ROOT.detachAppender(LOG);
        ROOT.setLevel(before);
        CONSOLE.forEach(ROOT::addAppender);
        assertThat(LOG.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .isNotEmpty()
                .noneMatch(line -> line.contains("hunter2") || line.contains("token-of-"));
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private static JsonBytes json(String text) {
        return JsonBytes.of(text);
    }

    @Test
    void aMarkedArgumentReachesItsTaskAndIsShownToNobody() {
        TaskHandle<String> task = engine.task(Bank::login).delay("aino", "hunter2");

        assertThat(task.get(SOON)).isEqualTo("aino with 7 letters");
        assertThat(task.status().args()).isEqualTo(json("[\"aino\",\"***\"]"));
        assertThat(task.status().result()).isEqualTo(json("\"aino with 7 letters\""));
    }

    @Test
    void aNamedArgumentIsNotShownEither() {
        TaskHandle<JsonNode> task = engine.submit(TaskRequest.named("Bank.login")
                .kwargs(json("{\"user\":\"aino\",\"password\":\"hunter2\"}"))
                .build());

        assertThat(task.get(SOON).textValue()).isEqualTo("aino with 7 letters");
        assertThat(task.status().kwargs()).isEqualTo(json("{\"user\":\"aino\",\"password\":\"***\"}"));
    }

    @Test
    void aMarkedResultIsForWhoAsksForIt() throws Exception {
        List<TaskStatus> told = new CopyOnWriteArrayList<>();
        TaskGateway.Watch all = get(engine.control().listen(ControlGateway.Topic.ALL, told::add, lost -> {}));
        TaskHandle<String> task = engine.task(Bank::issue).delay("eino");

        assertThat(task.get(SOON)).isEqualTo("token-of-eino");
        assertThat(task.result()).isEqualTo("token-of-eino");
        assertThat(task.info().textValue()).isEqualTo("token-of-eino");
        assertThat(get(task.whenReady())).isEqualTo("token-of-eino");
        assertThat(get(engine.gateway().result(task.id(), SOON)).value()).isEqualTo(json("\"token-of-eino\""));
        assertThat(task.status().result()).isEqualTo(json("\"***\""));
        assertThat(task.status().meta().toTree())
                .isEqualTo(json("{\"token\":\"***\",\"user\":\"eino\"}").toTree());
        assertThat(get(engine.gateway().list(TaskFilter.ALL, null, 100)).toString())
                .doesNotContain("token-of-");
        TaskStatus end = test.await(task, TaskStatus::ready);
        assertThat(end.toString()).doesNotContain("token-of-");
        await().atMost(SOON)
                .until(() -> told.stream().anyMatch(status -> status.id().equals(task.id()) && status.ready()));
        all.close();
        assertThat(told.toString()).doesNotContain("token-of-");
    }

    @Test
    void aMarkedFieldIsHiddenInArgumentsAndResult() {
        TaskHandle<Card> task = engine.task(Bank::replace).delay(new Card("4711", "hunter2"));

        assertThat(task.get(SOON)).isEqualTo(new Card("4711", "hunter20"));
        assertThat(task.status().args()).isEqualTo(json("[{\"number\":\"4711\",\"pin\":\"***\"}]"));
        assertThat(task.status().result()).isEqualTo(json("{\"number\":\"4711\",\"pin\":\"***\"}"));
    }

    @Test
    void anErrorThatQuotesASecretIsKeptWithoutIt() {
        TaskHandle<Void> task = engine.task(Bank::refuse).delay("hunter2", 3);

        assertThatThrownBy(() -> task.get(SOON)).hasMessageContaining("cannot take ***");
        TaskError error = task.status().error();
        assertThat(error.message()).isEqualTo("cannot take ***");
        assertThat(error.traceback()).contains("Caused by: java.lang.IllegalStateException: ***");
        assertThat(error.toString()).doesNotContain("hunter2");
    }

    @Test
    void aRefusalDoesNotQuoteASecret() {
        TaskRequest misfit = TaskRequest.named("Bank.count")
                .args(json("[\"hunter2 is no number, and longer than what is quoted\"]"))
                .build();
        TaskRequest beside = TaskRequest.named("Bank.refuse")
                .args(json("[\"hunter2\", \"many\"]"))
                .build();

        assertThatThrownBy(() -> engine.submit(misfit))
                .isInstanceOfSatisfying(
                        TalkooException.class,
                        refused -> assertThat(refused.problem().toString())
                                .contains("number (int): expected int, got the string \"***")
                                .doesNotContain("hunter2"));
        assertThatThrownBy(() -> engine.submit(beside))
                .hasMessageContaining("got the string \"many\"")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aSecretHeaderIsHandedToTheTaskAloneAndNobodyFindsATaskByIt() throws Exception {
        TaskHandle<JsonNode> task = engine.submit(TaskRequest.named("Bank.take")
                .args(json("[\"x\"]"))
                .headers(Map.of("authorization", "Bearer hunter2", "tenant", "a"))
                .build());
        task.get(SOON);

        assertThat(task.status().headers()).isEqualTo(Map.of("authorization", "***", "tenant", "a"));
        assertThat(get(engine.gateway().list(byHeader("tenant", "a"), null, 10)).tasks())
                .hasSize(1);
        assertThat(get(engine.gateway().list(byHeader("authorization", "Bearer hunter2"), null, 10))
                        .tasks())
                .isEmpty();
    }

    private static TaskFilter byHeader(String name, String value) {
        return new TaskFilter(null, null, null, null, Map.of(name, value), null, null, null);
    }

    @Test
    void aWorkflowHandsASecretOnAndShowsItNowhere() throws Exception {
        Signature<String> issue = engine.task(Bank::issue).s("wanda");
        WorkflowHandle<String> chain = issue.then(engine.task(Bank::take).s()).applyAsync();
        WorkflowHandle<List<String>> group =
                Signature.group(List.of(issue, issue)).applyAsync();

        assertThat(chain.get(SOON)).isEqualTo("took it");
        assertThat(engine.handle(chain.id()).status().args()).isEqualTo(json("[\"***\"]"));
        assertThat(group.get(SOON)).containsExactly("token-of-wanda", "token-of-wanda");
        assertThat(group.status().result()).isEqualTo(json("\"***\""));
        assertThat(get(engine.gateway().workflows().status(chain.id())).result())
                .isEqualTo(json("\"took it\""));
    }

    @Test
    void aMapShowsNothingOfItsSecretsAndItsErrorsNeither() throws Exception {
        TaskRequest refuse = TaskRequest.named("Bank.refuse").args(json("[1]")).build();
        Canvas canvas = Canvas.map(refuse, List.of(json("\"hunter2\"")));
        String id =
                get(engine.gateway().workflows().submit(canvas, (String) null)).id();
        WorkflowHandle<JsonNode> map = engine.workflow(id, JsonNode.class);

        assertThatThrownBy(() -> map.get(SOON)).hasMessageContaining("cannot take ***");
        assertThat(engine.handle(map.id()).status().args()).isEqualTo(json("[1]"));
    }

    @Test
    void theArgumentsBehindTheItemsOfAMapAreKnownByTheirPlaceInTheCall() throws Exception {
        Canvas canvas = Canvas.starmap(
                TaskRequest.named("Bank.login").args(json("[\"hunter2\"]")).build(),
                List.of(json("[\"aino\"]"), json("[\"eino\"]")));
        String id =
                get(engine.gateway().workflows().submit(canvas, (String) null)).id();

        assertThat(engine.workflow(id, JsonNode.class).get(SOON)).hasSize(2);
        assertThat(engine.handle(id).status().args()).isEqualTo(json("[\"***\"]"));
    }

    @Test
    void aRefusedMapDoesNotQuoteASecretItem() {
        Canvas canvas = Canvas.map(TaskRequest.named("Bank.count").build(), List.of(json("\"hunter2, no number\"")));

        assertThat(engine.gateway().workflows().submit(canvas, (String) null))
                .failsWithin(SOON)
                .withThrowableThat()
                .withMessageContaining("number (int): expected int, got the string \"***")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void aNodeThatDoesNotKnowTheTaskHidesTheSame(@TempDir Path data) {
        String id;
        try (TaskEngine knowing =
                TaskEngine.builder().tasks(new Bank()).dataDirectory(data).start()) {
            TaskHandle<String> task = knowing.task(Bank::login).delay("aino", "hunter2");
            task.get(SOON);
            id = task.id();
        }
        try (TaskEngine other = TaskEngine.builder().dataDirectory(data).start()) {
            assertThat(other.handle(id).status().args()).isEqualTo(json("[\"aino\",\"***\"]"));
        }
    }

    @Test
    void aScheduleShowsTheArgumentsOfItsTaskWithoutSecrets() throws Exception {
        TaskRequest task = TaskRequest.named("Bank.login")
                .args(json("[\"aino\",\"hunter2\"]"))
                .headers(Map.of("Authorization", "hunter2"))
                .build();
        ScheduleGateway schedules = engine.gateway().schedules();
        ScheduleRequest daily = new ScheduleRequest("0 0 * * *", null, null, task, null, null, null);
        List<ScheduleStatus> shown = new ArrayList<>();
        shown.add(get(schedules.put("daily", daily)).status());
        shown.add(get(schedules.get("daily")));
        shown.addAll(get(schedules.list("", 10)));

        assertThat(shown).hasSize(3).allSatisfy(each -> {
            assertThat(each.task().args()).isEqualTo(json("[\"aino\",\"***\"]"));
            assertThat(each.task().headers()).isEqualTo(Map.of("Authorization", "***"));
        });
        String id = get(schedules.runNow("daily"));
        assertThat(engine.handle(id, String.class).get(SOON)).isEqualTo("aino with 7 letters");
    }

    @Test
    void anEagerEngineHidesTheSame() {
        try (TaskEngine eager = TaskEngine.builder().tasks(new Bank()).eager().start()) {
            TaskHandle<String> task = eager.task(Bank::issue).delay("eeva");

            assertThat(task.get(SOON)).isEqualTo("token-of-eeva");
            assertThat(task.status().result()).isEqualTo(json("\"***\""));
        }
    }
}
