package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskEngine;
import io.talkoo.http.HttpTester.Answer;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterRouteTest {
    @Test
    void a_node_without_the_role_gateway_tells_only_how_it_is(@TempDir Path data) {
        TalkooSettings settings = TalkooSettings.defaults()
                .with("data-dir", data)
                .with("http.port", 0)
                .with("cluster.roles", "task,worker");
        try (TalkooNode node = TalkooNode.start(TaskEngine.builder().settings(settings))) {
            HttpTester http = new HttpTester(node.address().getPort());

            assertThat(http.get("/health/ready").status()).isEqualTo(200);
            assertThat(http.get("/v1/cluster").status()).isEqualTo(503);
            assertThat(http.post("/v1/tasks", "{}").json().path("detail").textValue())
                    .isEqualTo("This node serves no clients, because its talkoo.cluster.roles lack gateway;"
                            + " ask another one.");
        }
    }

    @Test
    void the_status_is_told_as_it_is_and_again_when_it_has_changed(@TempDir Path data) throws Exception {
        try (TestNode node = new TestNode(data);
                EventLines events = node.http().events(node.http().request("/v1/cluster/events"))) {
            assertThat(running(events)).isZero();

            node.submit("{\"name\": \"test.hold\", \"args\": [\"counted\"]}");
            assertThat(running(events)).isEqualTo(1);

            node.tasks().open("counted");
            assertThat(running(events)).isZero();
        }
    }

    private static int running(EventLines events) {
        return events.nextData().at("/members/0/running").intValue();
    }

    @Test
    void a_node_that_is_alone_is_a_cluster_of_one(@TempDir Path data) {
        try (TestNode node = new TestNode(data)) {
            Answer answer = node.http().get("/v1/cluster");

            assertThat(answer.status()).isEqualTo(200);
            JsonNode cluster = answer.json();
            JsonNode member = cluster.path("members").path(0);
            assertThat(cluster.path("members")).hasSize(1);
            assertThat(member.path("id").textValue()).isEqualTo("node-1");
            assertThat(member.path("address").textValue()).startsWith("127.0.0.1:");
            assertThat(member.path("roles").toString()).isEqualTo("[\"gateway\",\"task\",\"worker\"]");
            assertThat(member.path("status").textValue()).isEqualTo("up");
            assertThat(member.path("version").isTextual()).isTrue();
            assertThat(member.path("queues").toString()).isEqualTo("[\"default\"]");
            assertThat(member.path("slots").intValue()).isEqualTo(8);
            assertThat(member.path("running").intValue()).isZero();
            assertThat(cluster.path("shards").intValue()).isEqualTo(64);
            assertThat(member.path("shards").valueStream().map(JsonNode::intValue))
                    .containsExactlyElementsOf(IntStream.range(0, 64).boxed().toList());
            assertThat(cluster.path("leader").textValue()).isEqualTo("node-1");
            assertThat(cluster.path("unreachable")).isEmpty();
            assertThat(cluster.path("store").toString()).isEqualTo("{\"kind\":\"sqlite\",\"fault\":null}");
        }
    }
}
