package io.talkoo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskStatusTest {
    private static final String ID = "01936b5e-8f2c-7000-8000-00000000000";
    private static final TaskError FAILED_ONCE = new TaskError(
            "java.io.IOException", "no route", "java.io.IOException: no route\n\tat Mail.send(Mail.java:7)", null);

    private static final TaskStatus SUCCEEDED = new TaskStatus(
            ID + 1,
            "math.add",
            "default",
            5,
            JsonBytes.of("[4, 2]"),
            JsonBytes.EMPTY_OBJECT,
            States.SUCCESS,
            true,
            true,
            JsonBytes.of("6"),
            JsonBytes.of("{\"current\": 3, \"total\": 10}"),
            null,
            1,
            2,
            Instant.parse("2026-11-20T08:10:00.123Z"),
            null,
            null,
            Instant.parse("2026-11-20T08:10:02Z"),
            Instant.parse("2026-11-20T08:10:03Z"),
            "node-1",
            null,
            ID + 1,
            null,
            List.of(),
            Map.of(),
            List.of(
                    new Attempt(
                            1,
                            Instant.parse("2026-11-20T08:10:01Z"),
                            Instant.parse("2026-11-20T08:10:01.500Z"),
                            "node-1",
                            States.RETRY,
                            FAILED_ONCE),
                    new Attempt(
                            2,
                            Instant.parse("2026-11-20T08:10:02Z"),
                            Instant.parse("2026-11-20T08:10:03Z"),
                            "node-1",
                            States.SUCCESS,
                            null)),
            null);

    @Test
    void itIsWrittenAsTheContractHasIt() throws IOException {
        assertThat(written(SUCCEEDED)).isEqualTo(golden("task-status.json"));
    }

    @Test
    void theFieldsStandInTheOrderOfTheContract() throws IOException {
        List<String> written = new ArrayList<>();
        written(SUCCEEDED).fieldNames().forEachRemaining(written::add);
        List<String> contract = new ArrayList<>();
        golden("task-status.json").fieldNames().forEachRemaining(contract::add);

        assertThat(written).isEqualTo(contract);
    }

    @Test
    void whatIsReadIsWrittenAgain() throws IOException {
        JsonNode golden = golden("task-status-upstream-failed.json");

        assertThat(written(Json.mapper().treeToValue(golden, TaskStatus.class))).isEqualTo(golden);
    }

    @Test
    void whyATaskCannotRunIsShownOnlyWhileItCannot() throws IOException {
        TaskStatus waiting =
                Json.mapper().readValue("{\"id\":\"" + ID + "1\",\"waitingFor\":\"task-type\"}", TaskStatus.class);

        assertThat(written(waiting).path("waitingFor").textValue()).isEqualTo("task-type");
        assertThat(written(SUCCEEDED).has("waitingFor")).isFalse();
    }

    @Test
    void theShortFormHoldsTheResultOnceReady() throws IOException {
        assertThat(Json.mapper().writeValueAsString(SUCCEEDED.toResult()))
                .isEqualTo("{\"id\":\"" + ID
                        + "1\",\"state\":\"SUCCESS\",\"ready\":true,\"successful\":true,\"value\":6,\"error\":null}");
    }

    @Test
    void theShortFormHoldsTheProgressUntilThen() throws IOException {
        TaskStatus running = Json.mapper()
                .readValue("{\"state\":\"PROGRESS\",\"ready\":false,\"meta\":{\"current\":3}}", TaskStatus.class);

        assertThat(running.toResult().value()).hasToString("{\"current\":3}");
        assertThat(running.toResult().successful()).isNull();
    }

    @Test
    void aListShowsNoArgumentsNoResultAndNoTraceback() throws IOException {
        JsonNode summary = Json.mapper().valueToTree(TaskSummary.of(SUCCEEDED));

        assertThat(summary.has("args")).isFalse();
        assertThat(summary.has("kwargs")).isFalse();
        assertThat(summary.has("result")).isFalse();
        assertThat(summary.toString()).doesNotContain("Mail.java");
        assertThat(summary.at("/attempts/0/error/message").textValue()).isEqualTo("no route");
    }

    private static JsonNode written(TaskStatus status) throws IOException {
        return Json.mapper().readTree(Json.mapper().writeValueAsBytes(status));
    }

    private static JsonNode golden(String name) throws IOException {
        try (InputStream in = TaskStatusTest.class.getResourceAsStream(name)) {
            return Json.mapper().readTree(in);
        }
    }
}
