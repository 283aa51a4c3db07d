package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.http.HttpTester.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a node stops while clients wait for it. */
class DrainTest {
    private static final String LATER = "{\"name\": \"test.add\", \"args\": [1, 2], \"countdown\": 3600}";

    @TempDir
    private Path data;

    private static BufferedReader get(Socket socket, String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void an_event_stream_ends_in_good_order_when_its_node_stops() throws Exception {
        TestNode node = new TestNode(data);
        HttpTester http = node.http();
        String id = node.submit(LATER);
        try (Socket streaming = http.connect()) {
            BufferedReader stream = get(streaming, "/v1/tasks/" + id + "/events");
            while (!stream.readLine().startsWith("data: ")) {
                continue;
            }

            node.close();

            assertThat(stream.lines().toList()).endsWith("0", "");
        }
        assertThatThrownBy(() -> http.get("/health/live")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void a_node_can_be_closed_twice() {
        TestNode node = new TestNode(data);
        node.close();
        node.close();
    }

    @Test
    void a_task_that_runs_ends_before_the_node_does_and_keeps_its_result() throws Exception {
        String id;
        try (TestNode node = new TestNode(data)) {
            id = node.submit("{\"name\": \"test.hold\", \"args\": [\"end\"]}");
            node.tasks().awaitStart("end");
            CompletableFuture<Void> closing = CompletableFuture.runAsync(node::close);
            node.tasks().open("end");
            closing.get(60, TimeUnit.SECONDS);
        }
        try (TestNode node = new TestNode(data)) {
            Answer answer = node.http().get("/v1/tasks/" + id);

            assertThat(answer.json().path("result").textValue()).isEqualTo("end");
        }
    }
}
