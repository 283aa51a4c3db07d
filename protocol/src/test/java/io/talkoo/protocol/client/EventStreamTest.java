package io.talkoo.protocol.client;

import static io.talkoo.protocol.client.FakeNode.answer;
import static io.talkoo.protocol.client.FakeNode.chatter;
import static io.talkoo.protocol.client.FakeNode.lose;
import static io.talkoo.protocol.client.FakeNode.stream;
import static io.talkoo.protocol.client.FakeNode.streamAndHang;
import static io.talkoo.protocol.client.FakeNode.streamAndLose;
import static io.talkoo.protocol.client.FakeNode.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.client.FakeNode.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamTest {
    private static final List<String> STATES = List.of("PENDING", "STARTED", "RETRY", "SUCCESS");

    private final List<String> told = new CopyOnWriteArrayList<>();

    private static TalkooClient client(FakeNode node) {
        return TalkooClient.at(node.address()).build();
    }

    private static String event(int id, String state) {
        return "id: " + id + "\nevent: status\ndata: " + task(state) + "\n\n";
    }

    private EventStream follow(TalkooClient client) {
        return client.tasks().events("a", task -> told.add(task.state()));
    }

    private static List<String> lastIds(FakeNode node) {
        return node.requests().stream()
                .map(Request::headers)
                .map(headers -> String.valueOf(headers.getFirst("Last-Event-ID")))
                .toList();
    }

    @Test
    void a_stream_tells_each_status_up_to_the_one_that_is_ready() throws IOException {
        String all = ": still here\n\n" + event(1, "PENDING") + event(2, "STARTED") + event(3, "SUCCESS");
        try (FakeNode node = new FakeNode(streamAndHang(all));
                TalkooClient client = client(node)) {
            follow(client).ended().get();
            assertThat(told).containsExactly("PENDING", "STARTED", "SUCCESS");
            assertThat(node.requests().get(0).uri()).hasToString("/v1/tasks/a/events");
        }
    }

    /** The events after the one that the request names, up to that one. */
    private static String upTo(int last, HttpExchange exchange) {
        String after = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        return IntStream.rangeClosed(after == null ? 1 : Integer.parseInt(after) + 1, last)
                .mapToObj(id -> event(id, STATES.get(id - 1)))
                .collect(Collectors.joining());
    }

    @Test
    void a_stream_that_breaks_off_goes_on_after_its_last_event() throws IOException {
        try (FakeNode node = new FakeNode(
                        exchange -> stream(upTo(2, exchange)).handle(exchange),
                        lose(),
                        answer(503, ""),
                        // What was on its way then may have come, or not.
                        exchange -> streamAndLose(upTo(3, exchange)).handle(exchange),
                        exchange -> stream(upTo(4, exchange)).handle(exchange));
                TalkooClient client = client(node)) {
            follow(client).ended().get();
            assertThat(told).containsExactlyElementsOf(STATES);
            assertThat(lastIds(node)).hasSize(5).startsWith("null", "2", "2", "2");
        }
    }

    @Test
    void a_stream_that_falls_silent_is_taken_for_lost() throws IOException {
        try (FakeNode node = new FakeNode(streamAndHang(event(1, "PENDING")), stream(event(2, "SUCCESS")));
                TalkooClient client = TalkooClient.at(node.address())
                        .silence(Duration.ofSeconds(1))
                        .build()) {
            follow(client).ended().get();
            assertThat(told).endsWith("SUCCESS");
            assertThat(node.requests()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void the_next_address_goes_on_with_a_stream() throws IOException {
        try (FakeNode one = new FakeNode(stream(event(1, "PENDING")));
                FakeNode other = new FakeNode(stream(event(2, "SUCCESS")));
                TalkooClient client =
                        TalkooClient.at(one.address(), other.address()).build()) {
            follow(client).ended().get();
            assertThat(told).containsExactly("PENDING", "SUCCESS");
            assertThat(lastIds(other)).containsExactly("1");
        }
    }

    @Test
    void a_stream_that_is_refused_fails_with_the_problem() throws IOException {
        Problem unknown = Problem.of(ProblemType.NOT_FOUND, "no such task");
        try (FakeNode node = new FakeNode(answer(404, Json.mapper().writeValueAsString(unknown)));
                TalkooClient client = client(node)) {
            assertThatThrownBy(() -> follow(client).ended().get())
                    .isInstanceOf(TalkooException.class)
                    .hasMessage("no such task");
        }
    }

    @Test
    void a_stream_ends_when_no_node_can_be_reached_any_more() throws IOException {
        try (FakeNode node = new FakeNode(stream(event(1, "PENDING")), lose());
                TalkooClient client = TalkooClient.at(node.address())
                        .patience(Duration.ofMillis(500))
                        .build()) {
            assertThatThrownBy(() -> follow(client).ended().get())
                    .isInstanceOfSatisfying(
                            TalkooException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.UNAVAILABLE));
            assertThat(told).containsExactly("PENDING");
        }
    }

    @Test
    void a_stream_ends_with_what_its_listener_throws() throws IOException {
        try (FakeNode node = new FakeNode(streamAndHang(event(1, "PENDING")));
                TalkooClient client = client(node)) {
            EventStream stream = client.tasks().events("a", task -> {
                throw new IllegalArgumentException("not this one");
            });
            assertThatThrownBy(() -> stream.ended().get()).hasMessage("not this one");
        }
    }

    @Test
    void a_stream_can_be_closed_at_any_time() throws IOException {
        try (FakeNode node = new FakeNode(streamAndHang(event(1, "PENDING")));
                TalkooClient client = client(node)) {
            EventStream stream = follow(client);
            stream.close();
            stream.close();
            stream.ended().get();
        }
    }

    @Test
    void a_client_that_is_closed_closes_its_streams_and_the_node_hears_of_it() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        try (FakeNode node = new FakeNode(exchange -> {
            open.countDown();
            chatter(gone).handle(exchange);
        })) {
            TalkooClient client = client(node);
            EventStream stream = follow(client);
            assertThat(open.await(30, TimeUnit.SECONDS)).isTrue();
            client.close();
            stream.ended().get();
            assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void who_follows_all_tasks_hears_of_what_was_left_out() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        String lost = "event: lost\ndata: {\"events\": 2}\n\n";
        try (FakeNode node = new FakeNode(
                        stream(event(1, "STARTED") + lost), streamAndHang(event(1, "SUCCESS") + event(2, "REVOKED")));
                TalkooClient client = client(node)) {
            client.control()
                    .events(
                            TaskFilter.ALL.withName("math.add"),
                            task -> {
                                told.add(task.state());
                                if (task.state().equals("REVOKED")) {
                                    done.countDown();
                                }
                            },
                            () -> told.add("lost"));
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(told).containsExactly("STARTED", "lost", "lost", "SUCCESS", "REVOKED");
            assertThat(node.requests().get(0).uri()).hasToString("/v1/events?name=math.add");
        }
    }
}
