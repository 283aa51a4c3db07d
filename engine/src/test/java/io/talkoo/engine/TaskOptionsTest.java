package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.protocol.Expires;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.RetryOverrides;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.Unique;
import io.talkoo.protocol.UniqueUntil;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskOptionsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void everyOptionIsInTheRequest() {
        TaskOptions options = TaskOptions.none()
                .countdown(Duration.ofSeconds(1))
                .eta(NOON)
                .expires(NOON)
                .queue("mail")
                .priority(9)
                .retry(RetryPolicy.builder().maxRetries(5).build())
                .timeLimit(Duration.ofSeconds(2))
                .softTimeLimit(Duration.ofSeconds(3))
                .ignoreResult(true)
                .headers(Map.of("tenant", "a"))
                .id("id")
                .parentId("parent")
                .fairKey("tenant-a")
                .callbackUrl(URI.create("https://example.org/done"))
                .uniqueKey("order 7", UniqueUntil.STARTED);

        TaskRequest request = options.request("math.add", JsonBytes.of("[1]"), JsonBytes.of("{\"b\":2}"));

        assertThat(request)
                .isEqualTo(new TaskRequest(
                        "math.add",
                        JsonBytes.of("[1]"),
                        JsonBytes.of("{\"b\":2}"),
                        "id",
                        "mail",
                        9,
                        Duration.ofSeconds(1),
                        NOON,
                        Expires.at(NOON),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        new RetryOverrides(5, null, null, null, null),
                        true,
                        "parent",
                        Map.of("tenant", "a"),
                        null,
                        null,
                        null,
                        "tenant-a",
                        "https://example.org/done",
                        new Unique("order 7", UniqueUntil.STARTED)));
    }

    @Test
    void whatIsNotSaidIsAbsentAndOptionsDoNotChange() {
        TaskOptions.none().queue("mail");

        assertThat(TaskOptions.none().request("math.add", null, null))
                .isEqualTo(TaskRequest.named("math.add").build());
        assertThat(TaskOptions.none()
                        .expires(Duration.ofSeconds(5))
                        .request("a", null, null)
                        .expires())
                .isEqualTo(Expires.after(Duration.ofSeconds(5)));
    }
}
