package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.config.TalkooSettings;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.TransactionalClient;
import io.talkoo.protocol.UniqueUntil;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tasks submitted in the caller's own transaction, on the database that the subclass brings. */
abstract class TransactionalSuite {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TransactionalClient client = new TransactionalClient();

    /** Settings of a node on this test's database. */
    abstract TalkooSettings settings();

    /** A connection of an application to that database, with auto-commit. */
    abstract Connection connect() throws SQLException;

    private TaskEngine engine() {
        return TaskEngine.builder()
                .settings(settings())
                .define(TaskDefinition.named("length").input(String.class).handler(text -> text.length()))
                .define(TaskDefinition.named("single")
                        .unique("header:customer", UniqueUntil.READY)
                        .input(String.class)
                        .handler(text -> text))
                .start();
    }

    private static TaskRequest length(String text) {
        return TaskRequest.named("length")
                .args(JsonBytes.of("[\"" + text + "\"]"))
                .build();
    }

    private String submit(TaskRequest request) throws SQLException {
        try (Connection connection = connect()) {
            return client.submit(connection, request);
        }
    }

    private static TaskStatus await(TaskEngine engine, String id) {
        return engine.gateway().await(id, SOON).toCompletableFuture().join();
    }

    private static ProblemType problemOf(TaskEngine engine, String id) {
        try {
            engine.gateway().status(id).toCompletableFuture().join();
            return null;
        } catch (RuntimeException e) {
            return ((TalkooException) e.getCause()).type();
        }
    }

    @Test
    void aTaskRunsOnceItsTransactionIsCommitted() throws SQLException {
        try (TaskEngine engine = engine();
                Connection connection = connect()) {
            connection.setAutoCommit(false);
            String id = client.submit(
                    connection,
                    TaskRequest.named("length")
                            .args(JsonBytes.of("[\"neighbours\"]"))
                            .headers(Map.of("tenant", "p\u00e4iv\u00e4"))
                            .priority(7)
                            .build());
            assertThat(problemOf(engine, id)).isEqualTo(ProblemType.NOT_FOUND);

            connection.commit();

            TaskStatus status = await(engine, id);
            assertThat(status.result()).hasToString("10");
            assertThat(status.priority()).isEqualTo(7);
            assertThat(status.headers()).containsEntry("tenant", "p\u00e4iv\u00e4");
            assertThat(status.rootId()).isEqualTo(id);
        }
    }

    @Test
    void aTaskWhoseTransactionIsRolledBackNeverWas() throws SQLException {
        try (TaskEngine engine = engine();
                Connection connection = connect()) {
            connection.setAutoCommit(false);
            String id = client.submit(connection, length("never"));
            connection.rollback();

            String after = submit(length("after"));

            await(engine, after);
            assertThat(problemOf(engine, id)).isEqualTo(ProblemType.NOT_FOUND);
        }
    }

    @Test
    void aTaskSubmittedWhileNoNodeRunsIsTakenByTheNextOne() throws SQLException {
        engine().close();
        String id = submit(length("later"));

        try (TaskEngine engine = engine()) {
            assertThat(await(engine, id).result()).hasToString("5");
        }
    }

    @Test
    void manyAtOnceAllRun() throws SQLException {
        try (TaskEngine engine = engine();
                Connection connection = connect()) {
            connection.setAutoCommit(false);
            String last = null;
            for (int i = 0; i < 1200; i++) {
                last = client.submit(connection, length("x".repeat(i % 10)));
            }
            connection.commit();

            assertThat(await(engine, last).result()).hasToString("9");
        }
    }

    @Test
    void aTaskOfATypeThatNobodyKnowsWaits() throws SQLException {
        try (TaskEngine engine = engine()) {
            String id = submit(TaskRequest.named("not.yet").build());

            TaskStatus status =
                    engine.gateway().status(id).toCompletableFuture().join();
            assertThat(status.state()).isEqualTo("PENDING");
            assertThat(status.waitingFor()).isEqualTo("task-type");
        }
    }

    @Test
    void argumentsThatDoNotFitMakeTheTaskFail() throws SQLException {
        try (TaskEngine engine = engine()) {
            String id = submit(
                    TaskRequest.named("length").args(JsonBytes.of("[1, 2, 3]")).build());

            TaskStatus status = await(engine, id);
            assertThat(status.state()).isEqualTo("FAILURE");
            assertThat(status.error().type()).isEqualTo(ErrorTypes.BAD_ARGUMENTS);
        }
    }

    @Test
    void whatIsToBeCalledWhenATaskFailsIsCalledThoughItNeverRan() throws SQLException {
        Canvas callback = Canvas.of(length("called").toBuilder().immutable(true).build());
        try (TaskEngine engine = engine()) {
            String id = submit(TaskRequest.named("length")
                    .args(JsonBytes.of("[1, 2, 3]"))
                    .linkError(List.of(callback))
                    .build());

            List<String> children = await(engine, id).children();
            assertThat(children).hasSize(1);
            TaskStatus called = await(engine, children.get(0));
            assertThat(called.result()).hasToString("6");
            assertThat(called.rootId()).isEqualTo(id);
        }
    }

    @Test
    void ofTasksWithTheSameKeyOneRunsAndTheOthersTellOfIt() throws SQLException {
        TaskRequest single = TaskRequest.named("single")
                .args(JsonBytes.of("[\"a\"]"))
                .headers(Map.of("customer", "Aino"))
                .countdown(Duration.ofHours(1))
                .build();
        engine().close();
        List<String> ids = List.of(submit(single), submit(single));

        try (TaskEngine engine = engine()) {
            Map<String, TaskStatus> byState = ids.stream()
                    .map(id -> engine.gateway().status(id).toCompletableFuture().join())
                    .collect(Collectors.toMap(TaskStatus::state, Function.identity()));

            assertThat(byState).containsOnlyKeys("PENDING", "REVOKED");
            assertThat(byState.get("REVOKED").error().message())
                    .isEqualTo("task " + byState.get("PENDING").id() + " has its unique key");
        }
    }

    @Test
    void aChildBelongsToTheTreeOfItsParent() throws SQLException {
        try (TaskEngine engine = engine()) {
            String parent = submit(length("parent"));
            await(engine, parent);

            String child = submit(TaskRequest.named("length")
                    .args(JsonBytes.of("[\"child\"]"))
                    .parentId(parent)
                    .build());

            assertThat(await(engine, child).rootId()).isEqualTo(parent);
        }
    }

    @Test
    void whatCannotBeIsRefusedAtOnce() throws SQLException {
        String id = UUID.randomUUID().toString();
        try (TaskEngine engine = engine();
                Connection connection = connect()) {
            client.submit(connection, length("x").toBuilder().id(id).build());
            await(engine, id);

            assertThatThrownBy(() -> client.submit(
                            connection, length("y").toBuilder().id(id).build()))
                    .isInstanceOf(TalkooException.class)
                    .hasMessageContaining("submitted before");
            assertThatThrownBy(() -> client.submit(
                            connection,
                            length("y").toBuilder()
                                    .parentId(UUID.randomUUID().toString())
                                    .build()))
                    .isInstanceOf(TalkooException.class)
                    .hasMessageContaining("parentId");
            assertThatThrownBy(() -> client.submit(
                            connection, length("y").toBuilder().priority(11).build()))
                    .isInstanceOf(TalkooException.class)
                    .hasMessageContaining("priority");
        }
    }
}
