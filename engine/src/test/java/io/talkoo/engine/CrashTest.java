package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.protocol.ErrorTypes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What survives {@code kill -9}, with real processes. */
class CrashTest {
    @TempDir
    Path directory;

    @Test
    void everyAcknowledgedTaskIsThereAfterAKillAndEnds() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        try (CrashedNode node = CrashedNode.start(directory)) {
            acknowledged.addAll(node.submit("crash.noop", "idle", 200, "[1]"));
            node.send("submit crash.noop default 5000 [2]");
            for (int i = 0; i < 500; i++) {
                acknowledged.add(node.awaitLine("acked"));
            }
        }
        try (CrashedNode node = CrashedNode.start(directory)) {
            for (String id : acknowledged) {
                assertThat(node.ask("await", id).get("state").textValue()).isEqualTo("SUCCESS");
            }
        }
    }

    @Test
    void aTaskThatKillsItsNodeIsParkedAfterThreeDeliveries() throws Exception {
        String poison;
        try (CrashedNode node = CrashedNode.start(directory)) {
            node.send("submit crash.die default 1 []");
            poison = node.awaitLine("acked");
            node.awaitEnd();
        }
        int deaths = 1;
        JsonNode status = null;
        while (status == null && deaths < 10) {
            try (CrashedNode node = CrashedNode.launch(directory)) {
                node.send("await " + poison);
                status = node.statusUnlessItDies();
            }
            deaths++;
        }
        assertThat(status).isNotNull();
        assertThat(status.at("/state").textValue()).isEqualTo("FAILURE");
        assertThat(status.at("/error/type").textValue()).isEqualTo(ErrorTypes.TOO_MANY_DELIVERIES);
        assertThat(status.at("/deliveries").intValue()).isEqualTo(3);
    }

    @Test
    void aTaskDeliveredAtMostOnceFailsWhenItsNodeDies() throws Exception {
        String once;
        try (CrashedNode node = CrashedNode.start(directory)) {
            once = node.submit("crash.once", "default", "[]");
            node.awaitEnd();
        }
        try (CrashedNode node = CrashedNode.start(directory)) {
            JsonNode status = node.ask("await", once);
            assertThat(status.at("/state").textValue()).isEqualTo("FAILURE");
            assertThat(status.at("/error/type").textValue()).isEqualTo(ErrorTypes.WORKER_LOST);
            assertThat(status.at("/deliveries").intValue()).isEqualTo(1);
        }
    }

    @Test
    void aRevokedTaskStaysRevokedAfterAKill() throws Exception {
        String revoked;
        try (CrashedNode node = CrashedNode.start(directory)) {
            node.submit("crash.hold", "idle", "[]");
            node.awaitLine("holding");
            revoked = node.submit("crash.noop", "idle", "[1]");
            node.send("revoke " + revoked);
            node.awaitLine("revoked");
        }
        try (CrashedNode node = CrashedNode.start(directory)) {
            JsonNode status = node.ask("status", revoked);
            assertThat(status.at("/state").textValue()).isEqualTo("REVOKED");
            assertThat(status.at("/deliveries").intValue()).isZero();
        }
    }

    @Test
    void aTaskWhoseTypeIsGoneWaitsAndSaysSoAndRunsOnceItIsBack() throws Exception {
        String orphan;
        String holder;
        try (CrashedNode node = CrashedNode.start(directory)) {
            holder = node.submit("crash.hold", "idle", "[]");
            node.awaitLine("holding");
            orphan = node.submit("crash.noop", "idle", "[7]");
        }
        try (CrashedNode node = CrashedNode.start(directory, "without-tasks")) {
            JsonNode status = node.ask("status", orphan);
            assertThat(status.at("/state").textValue()).isEqualTo("PENDING");
            assertThat(status.at("/waitingFor").textValue()).isEqualTo("task-type");
        }
        try (CrashedNode node = CrashedNode.start(directory)) {
            node.awaitLine("holding");
            node.send("terminate " + holder);
            assertThat(node.ask("await", orphan).at("/result").intValue()).isEqualTo(7);
        }
    }
}
