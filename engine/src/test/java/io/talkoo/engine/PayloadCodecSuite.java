package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.fixture.KeyedCodec;
import io.talkoo.engine.testkit.ManualClock;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TransactionalClient;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An engine whose payloads are encoded at rest; the dialects' tests say where. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PayloadCodecSuite {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final List<String> TABLES =
            List.of("task", "task_inbox", "workflow", "schedule", "task_unique", "control", "meta", "entity_state");

    static class Letters {
        @Task
        String sealed(TaskContext task, String letter) {
            task.updateState("READING", List.of(letter));
            return letter;
        }

        @Task
        String burnt(String letter) {
            throw new IllegalStateException(letter + " is burnt");
        }
    }

    private final KeyedCodec codec = new KeyedCodec(1);
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private TaskEngine engine;

    TaskEngine engine() {
        return engine;
    }

    abstract TalkooSettings settings();

    abstract Connection connect() throws SQLException;

    @BeforeAll
    void start() {
        engine = TaskEngine.builder()
                .settings(settings().with("store.inbox-interval", Duration.ofMillis(10)))
                .tasks(new Letters())
                .payloadCodec(codec)
                .clock(clock)
                .start();
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    /** The cells of the database in which a text stands. */
    private List<String> places(String text) throws SQLException {
        List<String> places = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
                    addPlaces(text, table, row, places);
                }
            }
        }
        return places;
    }

    private static void addPlaces(String text, String table, ResultSet row, List<String> places) throws SQLException {
        while (row.next()) {
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                Object value = row.getObject(column);
                String cell = value instanceof byte[] bytes
                        ? new String(bytes, StandardCharsets.ISO_8859_1)
                        : String.valueOf(value);
                if (cell.contains(text)) {
                    places.add(table + "." + row.getMetaData().getColumnName(column));
                }
            }
        }
    }

    @Test
    void argumentsResultAndProgressAreReadBackAndLieNowhereAsTheyAre() throws Exception {
        TaskHandle<String> letter = engine.task(Letters::sealed).delay("dear-plain-word");

        assertThat(letter.get(SOON)).isEqualTo("dear-plain-word");
        assertThat(letter.status().args()).isEqualTo(JsonBytes.of("[\"dear-plain-word\"]"));
        assertThat(letter.status().meta()).isEqualTo(JsonBytes.of("[\"dear-plain-word\"]"));
        assertThat(places("Letters.sealed")).contains("task.name");
        assertThat(places("dear-plain-word")).isEmpty();
    }

    @Test
    void anErrorLiesNowhereAsItIs() throws Exception {
        TaskHandle<String> letter = engine.task(Letters::burnt).delay("ashes-plain-word");

        assertThatThrownBy(() -> letter.get(SOON)).hasMessageContaining("ashes-plain-word is burnt");
        assertThat(places("ashes-plain-word")).isEmpty();
    }

    @Test
    void aWorkflowThatWaitsAndOneThatHasEndedLieNowhereAsTheyAre() throws Exception {
        Signature<String> last = engine.task(Letters::sealed).s();
        WorkflowHandle<String> chain =
                engine.task(Letters::sealed).s("chain-plain-word").then(last).applyAsync();
        engine.task(Letters::sealed)
                .s("later-plain-word")
                .with(TaskOptions.none().countdown(Duration.ofDays(1)))
                .then(last)
                .applyAsync();

        assertThat(chain.get(SOON)).isEqualTo("chain-plain-word");
        assertThat(places("chain-plain-word")).isEmpty();
        assertThat(places("later-plain-word")).isEmpty();
    }

    @Test
    void aScheduleAndItsTasksLieNowhereAsTheyAre() throws Exception {
        TaskRequest task = TaskRequest.named("Letters.sealed")
                .args(JsonBytes.of("[\"weekly-plain-word\"]"))
                .build();
        ScheduleGateway schedules = engine.gateway().schedules();
        schedules
                .put("weekly", new ScheduleRequest("0 0 * * 1", null, null, task, null, null, null))
                .toCompletableFuture()
                .join();
        String id = schedules.runNow("weekly").toCompletableFuture().join();

        assertThat(engine.handle(id, String.class).get(SOON)).isEqualTo("weekly-plain-word");
        assertThat(places("weekly-plain-word")).isEmpty();
    }

    @Test
    void whatIsSubmittedInATransactionLiesNowhereAsItIs() throws Exception {
        TransactionalClient client = new TransactionalClient().withCodec(codec);
        TaskRequest request = TaskRequest.named("Letters.sealed")
                .args(JsonBytes.of("[\"inbox-plain-word\"]"))
                .build();
        String id;
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            id = client.submit(connection, request);
            try (Statement statement = connection.createStatement();
                    ResultSet entry = statement.executeQuery("SELECT request FROM task_inbox")) {
                assertThat(entry.next()).isTrue();
                assertThat(new String(entry.getBytes(1), StandardCharsets.ISO_8859_1))
                        .doesNotContain("inbox-plain-word");
            }
            connection.commit();
        }

        assertThat(engine.handle(id, String.class).get(SOON)).isEqualTo("inbox-plain-word");
        assertThat(places("inbox-plain-word")).isEmpty();
    }

    @Test
    void aTaskWhoseKeyIsMissingIsToldAsSuchAndRunsOnceTheKeyIsBack() {
        codec.use(2);
        TaskHandle<String> waiting = engine.task(Letters::sealed)
                .applyAsync("late", TaskOptions.none().countdown(Duration.ofHours(1)));
        codec.use(1).forget(2);
        clock.advance(Duration.ofHours(2));
        engine.lookAtClock();

        assertThat(engine.task(Letters::sealed).delay("another").get(SOON)).isEqualTo("another");
        assertThatThrownBy(waiting::status)
                .isInstanceOfSatisfying(
                        TalkooException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.PAYLOAD_CODEC))
                .hasMessageContaining("there is no key 2");

        codec.use(2).use(1);
        theNextSweepIsDue();
        assertThat(waiting.get(SOON)).isEqualTo("late");
        assertThat(waiting.state()).isEqualTo(States.SUCCESS);
    }

    private void theNextSweepIsDue() {
        clock.advance(Duration.ofHours(1));
        engine.lookAtClock();
    }
}
