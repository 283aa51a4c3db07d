package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.talkoo.config.Scope;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.ClusterStatus;
import io.talkoo.protocol.FailureGroup;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.LimitsChange;
import io.talkoo.protocol.NodeActivity;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.QueueStatus;
import io.talkoo.protocol.RateLimit;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.ScheduleStatus;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskPage;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.TaskSummary;
import io.talkoo.protocol.TaskTypeStatus;
import io.talkoo.protocol.WorkflowStatus;
import io.talkoo.protocol.client.BatchAnswer;
import io.talkoo.protocol.client.EventStream;
import io.talkoo.protocol.client.Reply;
import io.talkoo.protocol.client.TalkooClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java client of {@code protocol} against a node. */
class TalkooClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path data;

    private static TestNode node;
    private static TalkooClient client;

    @BeforeAll
    static void start() {
        node = new TestNode(data, Map.of("http.auth.keys", TestKeys.forEachScope()));
        client = at().key(TestKeys.without(null)).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    private static TalkooClient.Builder at() {
        return TalkooClient.at(node.http().uri("").toString());
    }

    private static TaskRequest.Builder request(String name, String args) {
        return TaskRequest.named(name).args(JsonBytes.of(args));
    }

    private static TaskRequest add(int a, int b) {
        return request("test.add", "[" + a + ", " + b + "]").build();
    }

    private static TaskRequest hold(String gate) {
        return request("test.hold", "[\"" + gate + "\"]").build();
    }

    private static void assertRefused(ProblemType type, Reply<?> reply) {
        assertThatThrownBy(reply::get)
                .isInstanceOfSatisfying(
                        TalkooException.class, e -> assertThat(e.type()).isEqualTo(type));
    }

    private static String next(BlockingQueue<String> told) throws InterruptedException {
        return told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void a_task_is_submitted_awaited_asked_for_listed_and_forgotten() {
        TaskRequest labelled =
                add(4, 2).toBuilder().headers(Map.of("tenant", "a & b=ä")).build();
        TaskStatus done = client.tasks().run(labelled, PATIENCE).get();

        assertThat(done.state()).isEqualTo("SUCCESS");
        assertThat(done.result()).hasToString("6");
        assertThat(client.tasks().status(done.id()).get()).isEqualTo(done);
        assertThat(client.tasks().result(done.id()).get()).isEqualTo(done.toResult());
        TaskFilter labels = TaskFilter.ALL.withHeaders(Map.of("tenant", "a & b=ä"));
        assertThat(client.tasks().list(labels, null, 10).get().tasks())
                .extracting(TaskSummary::id)
                .containsExactly(done.id());
        client.tasks().forget(done.id()).get();
        assertRefused(ProblemType.NOT_FOUND, client.tasks().status(done.id()));
    }

    @Test
    void a_stage_goes_on_without_waiting() {
        CompletionStage<String> sum =
                client.tasks().run(add(20, 22), PATIENCE).stage().thenApply(task -> "" + task.result());
        assertThat(sum).succeedsWithin(PATIENCE).isEqualTo("42");
    }

    @Test
    void a_list_is_walked_through_page_by_page() {
        List<BatchAnswer> answers = client.tasks()
                .batch(List.of(named("page"), named("page"), named("page")))
                .get();
        TaskFilter filter = TaskFilter.ALL.withHeaders(Map.of("batch", "page"));
        TaskPage first = client.tasks().list(filter, null, 2).get();
        TaskPage second = client.tasks().list(filter, first.next(), 2).get();

        assertThat(first.tasks()).hasSize(2);
        assertThat(second.tasks()).hasSize(1);
        assertThat(second.next()).isNull();
        assertThat(answers)
                .extracting(BatchAnswer::orThrow)
                .contains(second.tasks().get(0).id());
    }

    private static TaskRequest named(String batch) {
        return add(1, 1).toBuilder().headers(Map.of("batch", batch)).build();
    }

    @Test
    void a_batch_tells_of_each_task_and_one_refusal_harms_no_other() {
        List<BatchAnswer> answers = client.tasks()
                .batch(List.of(add(1, 2), TaskRequest.named("test.unknown").build()))
                .get();

        assertThat(client.tasks()
                        .await(answers.get(0).orThrow(), PATIENCE)
                        .get()
                        .result())
                .hasToString("3");
        assertThat(answers.get(1).id()).isNull();
        assertThatThrownBy(answers.get(1)::orThrow)
                .isInstanceOfSatisfying(
                        TalkooException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.UNKNOWN_TASK));
    }

    @Test
    void the_same_id_is_the_same_task_and_another_task_a_conflict() {
        TaskStatus first = client.tasks().submit(add(1, 2)).get();
        TaskRequest same = add(1, 2).toBuilder().id(first.id()).build();

        assertThat(client.tasks().submit(same).get().id()).isEqualTo(first.id());
        assertRefused(
                ProblemType.CONFLICT,
                client.tasks().submit(add(2, 2).toBuilder().id(first.id()).build()));
    }

    @Test
    void a_refusal_names_the_places_that_are_wrong() {
        TaskRequest wrong = add(1, 2).toBuilder().priority(10).queue("no queue").build();
        assertThatThrownBy(() -> client.tasks().submit(wrong).get())
                .isInstanceOfSatisfying(TalkooException.class, e -> {
                    assertThat(e.type()).isEqualTo(ProblemType.INVALID);
                    assertThat(e.problem().errors())
                            .extracting(Problem.Fault::pointer)
                            .containsExactlyInAnyOrder("/queue", "/priority");
                });
    }

    @Test
    void keys_are_sent_and_scopes_are_kept() {
        try (TalkooClient anonymous = at().build();
                TalkooClient reader = at().key(TestKeys.without(Scope.SUBMIT)).build()) {
            assertRefused(ProblemType.UNAUTHORIZED, anonymous.control().queues());
            assertRefused(ProblemType.FORBIDDEN, reader.tasks().submit(add(1, 1)));
            assertThat(reader.control().cluster().get().members()).hasSize(1);
        }
    }

    @Test
    void events_of_a_task_are_told_to_its_end() throws InterruptedException {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        TaskStatus task = client.tasks()
                .submit(request("test.steps", "[\"events\", 1]").build())
                .get();
        EventStream stream = client.tasks().events(task.id(), status -> told.add(status.state()));
        node.tasks().awaitStart("events");
        node.tasks().open("events");
        String state = next(told);
        while (!"PROGRESS".equals(state)) {
            assertThat(state).isIn("PENDING", "STARTED");
            state = next(told);
        }
        node.tasks().open("events");
        stream.ended().get();
        assertThat(told).last().isEqualTo("SUCCESS");
    }

    @Test
    void a_running_task_is_terminated_and_a_failed_one_runs_again() throws InterruptedException {
        TaskStatus running = client.tasks().submit(hold("terminated")).get();
        node.tasks().awaitStart("terminated");
        TaskStatus revoked = client.tasks().revoke(running.id(), true, "enough").get();
        assertThat(revoked.state()).isEqualTo("REVOKED");
        assertThat(revoked.error().message()).isEqualTo("enough");

        assertRefused(
                ProblemType.WRONG_STATE,
                client.tasks()
                        .retry(client.tasks().run(add(1, 1), PATIENCE).get().id()));
        TaskStatus failed = client.tasks()
                .run(request("test.fail", "[\"again\"]").build(), PATIENCE)
                .get();
        assertThat(failed.state()).isEqualTo("FAILURE");
        client.tasks().retry(failed.id()).get();
        TaskStatus again = client.tasks().await(failed.id(), PATIENCE).get();
        assertThat(again.attempts()).hasSize(2);
    }

    @Test
    void a_workflow_is_submitted_awaited_followed_listed_and_revoked() throws InterruptedException {
        Canvas chain = Canvas.chain(List.of(
                Canvas.of(add(1, 2)), Canvas.of(request("test.add", "[10]").build())));
        WorkflowStatus done = client.workflows().run(chain, PATIENCE).get();
        assertThat(done.result()).hasToString("13");
        assertThat(done.root().children()).hasSize(2);
        assertThat(client.workflows().status(done.id()).get()).isEqualTo(done);
        assertThat(client.workflows().list(null, 1000).get().workflows())
                .anyMatch(workflow -> workflow.id().equals(done.id()));

        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        Canvas held = Canvas.chain(List.of(
                Canvas.of(hold("workflow")),
                Canvas.of(request("test.echo", "[]").build())));
        WorkflowStatus running =
                client.workflows().submit(held, "held by a test").get();
        assertThat(client.workflows().submit(held, "held by a test").get().id()).isEqualTo(running.id());
        EventStream stream = client.workflows().events(running.id(), status -> told.add(status.state()));
        node.tasks().awaitStart("workflow");
        client.workflows().revoke(running.id(), true, "enough").get();
        stream.ended().get();
        assertThat(told).last().isNotIn("PENDING", "STARTED", "SUCCESS");
    }

    @Test
    void a_schedule_is_made_paused_resumed_run_listed_and_deleted() {
        ScheduleRequest nightly =
                new ScheduleRequest("0 3 * * *", "Europe/Helsinki", null, add(2, 3), null, "skip", null);
        ScheduleStatus made = client.schedules().put("client:nightly", nightly).get();
        assertThat(made.task().name()).isEqualTo("test.add");
        assertThat(made.overlap().word()).isEqualTo("skip");
        assertThat(client.schedules().get("client:nightly").get()).isEqualTo(made);
        assertThat(client.schedules().list("", 10).get()).containsExactly(made);
        assertThat(client.schedules().list("client:nightly", 10).get()).isEmpty();

        assertThat(client.schedules().pause("client:nightly").get().enabled()).isFalse();
        String taskId = client.schedules().runNow("client:nightly").get();
        assertThat(client.tasks().await(taskId, PATIENCE).get().result()).hasToString("5");
        assertThat(client.schedules().resume("client:nightly").get().enabled()).isTrue();
        client.schedules().delete("client:nightly").get();
        assertRefused(ProblemType.NOT_FOUND, client.schedules().get("client:nightly"));
    }

    @Test
    void a_queue_is_paused_purged_and_resumed() {
        String waiting = client.tasks()
                .submit(add(1, 1).toBuilder().queue("purged").build())
                .get()
                .id();
        assertThat(client.control().pause("purged").get().paused()).isTrue();
        await().atMost(PATIENCE)
                .until(() -> client.control().queues().get().stream()
                        .anyMatch(queue -> queue.name().equals("purged") && queue.ready() == 1));

        assertThat(client.control().purge("purged").get()).isEqualTo(1);
        assertThat(client.tasks().await(waiting, PATIENCE).get().state()).isEqualTo("REVOKED");
        QueueStatus resumed = client.control().resume("purged").get();
        assertThat(resumed.paused()).isFalse();
    }

    @Test
    void limits_are_changed_and_taken_away() {
        LimitsChange change = LimitsChange.NONE.rate(RateLimit.parse("100/s")).concurrency(7);
        TaskTypeStatus limited =
                client.control().changeLimits("test.note", change).get();
        assertThat(limited.rateLimit()).hasToString("100/s");
        assertThat(limited.maxConcurrency()).isEqualTo(7);
        assertThat(client.control().taskTypes().get()).contains(limited);

        LimitsChange none = LimitsChange.NONE.rate(null).concurrency(null);
        assertThat(client.control().changeLimits("test.note", none).get().rateLimit())
                .isNull();
        assertRefused(ProblemType.NOT_FOUND, client.control().changeLimits("test.unknown", none));
    }

    @Test
    void many_tasks_are_run_again_and_revoked_by_a_filter_and_failures_are_counted() {
        TaskRequest failing = request("test.fail", "[\"counted\"]")
                .headers(Map.of("bulk", "again"))
                .build();
        TaskStatus failed = client.tasks().run(failing, PATIENCE).get();
        await().atMost(PATIENCE)
                .until(() -> client.control().failures(100).get().stream()
                        .map(FailureGroup::name)
                        .anyMatch("test.fail"::equals));
        TaskFilter again = TaskFilter.ALL.withHeaders(Map.of("bulk", "again"));
        assertThat(client.control().retry(again).get()).isEqualTo(1);
        assertThat(client.tasks().await(failed.id(), PATIENCE).get().attempts()).hasSize(2);

        TaskRequest later = add(1, 1).toBuilder()
                .countdown(Duration.ofHours(1))
                .headers(Map.of("bulk", "revoked"))
                .build();
        client.tasks().batch(List.of(later, later)).get();
        TaskFilter waiting = TaskFilter.ALL.withHeaders(Map.of("bulk", "revoked"));
        assertThat(client.control().revoke(waiting, false).get()).isEqualTo(2);
        assertRefused(ProblemType.INVALID, client.control().revoke(TaskFilter.ALL, false));
        assertThatThrownBy(() -> client.control().revoke(waiting.withUntil(failed.createdAt()), false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_the_nodes_run_is_told() throws InterruptedException {
        BlockingQueue<String> members = new LinkedBlockingQueue<>();
        EventStream nodes = client.control()
                .clusterEvents(status ->
                        status.members().stream().map(ClusterStatus.Node::id).forEach(members::add));
        String id = client.tasks().submit(hold("running")).get().id();
        node.tasks().awaitStart("running");
        assertThat(client.control().running().get())
                .flatExtracting(NodeActivity::tasks)
                .extracting(NodeActivity.Running::id)
                .contains(id);
        node.tasks().open("running");

        assertThat(next(members))
                .isEqualTo(client.control().cluster().get().members().get(0).id());
        nodes.close();
        nodes.ended().get();
    }

    @Test
    void who_follows_all_tasks_is_told_of_those_that_end() {
        BlockingQueue<String> ended = new LinkedBlockingQueue<>();
        TaskFilter notes = TaskFilter.ALL.withName("test.note").withState("SUCCESS");
        EventStream all = client.control().events(notes, task -> ended.add(task.id()), () -> {});
        // The first ones may end before the node knows of the listener.
        await().atMost(PATIENCE).until(() -> {
            String id = client.tasks()
                    .run(TaskRequest.named("test.note").build(), PATIENCE)
                    .get()
                    .id();
            return ended.contains(id);
        });
        all.close();
    }
}
