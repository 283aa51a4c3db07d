package io.talkoo.protocol.client;

import static io.talkoo.protocol.client.FakeNode.answer;
import static io.talkoo.protocol.client.FakeNode.hang;
import static io.talkoo.protocol.client.FakeNode.lose;
import static io.talkoo.protocol.client.FakeNode.streamAndHang;
import static io.talkoo.protocol.client.FakeNode.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskRequests;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.client.FakeNode.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private static final TaskRequest ADD = TaskRequest.named("math.add").build();
    private static final HttpHandler ACCEPTED = answer(202, task("PENDING"));
    private static final Duration MOMENT = Duration.ofMillis(200);

    private static TalkooClient client(FakeNode node) {
        return TalkooClient.at(node.address()).build();
    }

    private static HttpHandler problem(ProblemType type, String... headers) throws IOException {
        return answer(type.status(), Json.mapper().writeValueAsString(Problem.of(type, "no")), headers);
    }

    private static String id(Request request) throws IOException {
        return Json.mapper().readTree(request.body()).path("id").textValue();
    }

    private static void assertSameTask(List<Request> requests) throws IOException {
        for (Request request : requests) {
            assertThat(TaskRequests.isId(id(request))).isTrue();
            assertThat(id(request)).isEqualTo(id(requests.get(0)));
        }
    }

    private static ProblemType failure(Reply<?> reply) {
        try {
            throw new AssertionError("expected a failure, got " + reply.get());
        } catch (TalkooException e) {
            return e.type();
        }
    }

    @Test
    void a_submit_is_sent_again_with_the_same_id_when_a_node_is_not_available_or_overloaded() throws IOException {
        try (FakeNode node = new FakeNode(problem(ProblemType.UNAVAILABLE), problem(ProblemType.OVERLOADED), ACCEPTED);
                TalkooClient client = client(node)) {
            assertThat(client.tasks().submit(ADD).get().state()).isEqualTo("PENDING");
            assertThat(node.requests()).hasSize(3);
            assertSameTask(node.requests());
        }
    }

    @Test
    void a_submit_is_sent_again_with_the_same_id_when_its_answer_is_lost() throws IOException {
        try (FakeNode node = new FakeNode(lose(), lose(), ACCEPTED);
                TalkooClient client = client(node)) {
            client.tasks().submit(ADD).get();
            assertThat(node.requests()).hasSize(3);
            assertSameTask(node.requests());
        }
    }

    @Test
    void a_workflow_is_sent_again_with_the_same_key() throws IOException {
        try (FakeNode node = new FakeNode(lose(), ACCEPTED);
                TalkooClient client = client(node)) {
            client.workflows().submit(Canvas.of(ADD)).get();
            assertThat(node.requests())
                    .extracting(request -> request.headers().getFirst("Idempotency-Key"))
                    .hasSize(2)
                    .doesNotContainNull()
                    .allMatch(node.requests().get(0).headers().getFirst("Idempotency-Key")::equals);
        }
    }

    @Test
    void the_callers_own_id_is_kept() throws IOException {
        String own = "0193a000-0000-7000-8000-000000000001";
        try (FakeNode node = new FakeNode(ACCEPTED);
                TalkooClient client = client(node)) {
            client.tasks().submit(ADD.toBuilder().id(own).build()).get();
            assertThat(id(node.requests().get(0))).isEqualTo(own);
        }
    }

    @Test
    void what_must_not_happen_twice_is_not_sent_again_once_it_may_have_happened() throws IOException {
        try (FakeNode node = new FakeNode(lose(), problem(ProblemType.UNAVAILABLE), answer(202, "{}"));
                TalkooClient client = client(node)) {
            assertThat(failure(client.schedules().runNow("nightly"))).isEqualTo(ProblemType.UNAVAILABLE);
            assertThat(failure(client.schedules().runNow("nightly"))).isEqualTo(ProblemType.UNAVAILABLE);
            assertThat(node.requests()).hasSize(2);
        }
    }

    @Test
    void the_next_address_is_asked_where_one_refuses_connections_and_then_first() throws IOException {
        try (SocketChannel nobody = SocketChannel.open();
                FakeNode node = new FakeNode(answer(202, "{\"taskId\": \"a\"}"))) {
            // Bound and not listening: nobody else can have the port, and nobody answers there.
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String deaf = "http://127.0.0.1:" + nobody.socket().getLocalPort();
            try (TalkooClient client = TalkooClient.at(deaf, node.address()).build()) {
                assertThat(client.schedules().runNow("nightly").get()).isEqualTo("a");
                assertThat(client.schedules().runNow("nightly").get()).isEqualTo("a");
            }
        }
    }

    @Test
    void patience_ends_and_the_reply_says_what_was_tried() throws IOException {
        try (FakeNode node = new FakeNode(lose());
                TalkooClient client =
                        TalkooClient.at(node.address()).patience(MOMENT).build()) {
            assertThatThrownBy(() -> client.tasks().submit(ADD).get())
                    .isInstanceOfSatisfying(
                            TalkooException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.UNAVAILABLE))
                    .hasMessageContaining(node.address());
        }
    }

    @Test
    void a_node_that_says_to_come_back_after_the_end_of_patience_is_not_asked_again() throws IOException {
        try (FakeNode node = new FakeNode(problem(ProblemType.OVERLOADED, "Retry-After", "3600"));
                TalkooClient client = client(node)) {
            assertThat(failure(client.tasks().submit(ADD))).isEqualTo(ProblemType.OVERLOADED);
            assertThat(node.requests()).hasSize(1);
        }
    }

    @Test
    void an_answer_that_does_not_come_or_not_to_its_end_is_given_up() throws IOException {
        try (FakeNode node = new FakeNode(hang(), streamAndHang("{"), ACCEPTED);
                TalkooClient client = TalkooClient.at(node.address())
                        .timeout(Duration.ofSeconds(1))
                        .build()) {
            assertThat(client.tasks().submit(ADD).get().state()).isEqualTo("PENDING");
            // More, where the machine is too slow for such a short time.
            assertThat(node.requests()).hasSizeGreaterThanOrEqualTo(3);
            assertSameTask(node.requests());
        }
    }

    @Test
    void a_refusal_is_not_sent_again_and_names_the_places_that_are_wrong() throws IOException {
        Problem invalid = Problem.of(
                ProblemType.BAD_ARGUMENTS, "two are missing", new Problem.Fault("/args/0", "expected a number"));
        try (FakeNode node = new FakeNode(answer(422, Json.mapper().writeValueAsString(invalid)));
                TalkooClient client = client(node)) {
            assertThatThrownBy(() -> client.tasks().submit(ADD).get())
                    .hasMessage("two are missing")
                    .isInstanceOfSatisfying(TalkooException.class, e -> {
                        assertThat(e.type()).isEqualTo(ProblemType.BAD_ARGUMENTS);
                        assertThat(e.problem()).isEqualTo(invalid);
                    });
            assertThat(node.requests()).hasSize(1);
        }
    }

    @Test
    void a_problem_of_a_kind_that_is_not_known_here_is_told_by_its_status() throws IOException {
        String newer = "{\"type\": \"urn:talkoo:problem:newer\", \"status\": 409, \"detail\": \"no\", \"more\": 1}";
        try (FakeNode node = new FakeNode(answer(409, newer), answer(410, "<html>"), answer(204, ""));
                TalkooClient client = client(node)) {
            assertThat(failure(client.tasks().status("a"))).isEqualTo(ProblemType.CONFLICT);
            assertThat(failure(client.tasks().status("a"))).isEqualTo(ProblemType.BAD_REQUEST);
            assertThat(failure(client.tasks().status("a"))).isEqualTo(ProblemType.INTERNAL);
        }
    }

    @Test
    void a_proxy_that_finds_no_node_is_asked_again() throws IOException {
        try (FakeNode node = new FakeNode(answer(502, "<html>"), answer(200, task("SUCCESS")));
                TalkooClient client = client(node)) {
            assertThat(client.tasks().status("a").get().state()).isEqualTo("SUCCESS");
        }
    }

    @Test
    void fields_that_a_newer_node_adds_are_passed_over_and_results_come_as_they_were_written() throws IOException {
        String status = "{\"id\": \"a\", \"newer\": {\"x\": 1}, \"result\": 1.10, \"ready\": true}";
        try (FakeNode node = new FakeNode(answer(200, status));
                TalkooClient client = client(node)) {
            TaskStatus task = client.tasks().status("a").get();
            assertThat(task.id()).isEqualTo("a");
            assertThat(task.result()).hasToString("1.10");
        }
    }

    @Test
    void a_long_wait_goes_on_until_the_task_is_ready() throws IOException {
        try (FakeNode node = new FakeNode(
                        answer(200, task("PENDING")),
                        lose(),
                        answer(200, task("STARTED")),
                        answer(200, task("SUCCESS")));
                TalkooClient client = client(node)) {
            TaskStatus task = client.tasks().await("a", Duration.ofMinutes(5)).get();
            assertThat(task.state()).isEqualTo("SUCCESS");
            assertThat(node.requests().get(0).uri()).hasToString("/v1/tasks/a?wait=30.000");
        }
    }

    @Test
    void a_wait_whose_time_is_over_is_answered_with_the_status_as_it_is() throws IOException {
        try (FakeNode node = new FakeNode(answer(200, task("STARTED")));
                TalkooClient client = client(node)) {
            TaskStatus task = client.tasks().await("a", Duration.ZERO).get();
            assertThat(task.ready()).isFalse();
        }
    }

    @Test
    void the_key_is_sent_and_one_that_cannot_be_is_refused_without_being_shown() throws IOException {
        try (FakeNode node = new FakeNode(ACCEPTED);
                TalkooClient client =
                        TalkooClient.at(node.address() + "/").key("tk_secret").build()) {
            client.tasks().submit(ADD).get();
            assertThat(node.requests().get(0).headers().getFirst("Authorization"))
                    .isEqualTo("Bearer tk_secret");
            assertThatThrownBy(() -> TalkooClient.at(node.address()).key("tk_ secret"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .doesNotContain("secret");
        }
    }

    @Test
    void a_closed_client_says_so() throws IOException {
        try (FakeNode node = new FakeNode(ACCEPTED)) {
            TalkooClient client = client(node);
            client.close();
            assertThatThrownBy(() -> client.tasks().submit(ADD).get()).isInstanceOf(IllegalStateException.class);
            assertThat(node.requests()).isEmpty();
        }
    }

    @Test
    void addresses_and_times_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> TalkooClient.at("node-1:8080")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TalkooClient.at("ftp://node-1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TalkooClient.at("http://node-1").timeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
