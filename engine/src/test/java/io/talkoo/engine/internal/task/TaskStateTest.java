package io.talkoo.engine.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.internal.task.TaskState.Event;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TaskStateTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Run RUN = new Run(1, NOW, "node-1");
    private static final TaskError ERROR = TaskError.of("java.lang.Exception", "broken");

    private static TaskSpec spec(boolean atMostOnce) {
        return new TaskSpec(
                "id",
                "name",
                "default",
                5,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                atMostOnce,
                Duration.ofHours(24),
                null,
                "id",
                null,
                Map.of(),
                NOW);
    }

    private final TaskRecord pending = TaskState.submitted(spec(false));
    private final TaskRecord started = TaskState.started(pending, RUN);

    /** The picture in the README, as lines of cells. */
    private static List<List<String>> picture() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        int head = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("| from |"))
                .findFirst()
                .orElseThrow());
        return lines.subList(head, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .filter(line -> !line.startsWith("| ---"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    @Test
    void thePictureInTheReadmeIsTheTable() throws IOException {
        List<String> head = Stream.concat(
                        Stream.of("from"), Arrays.stream(Event.values()).map(Event::name))
                .toList();
        List<List<String>> table = Stream.concat(
                        Stream.of(head), Arrays.stream(Phase.values()).map(TaskStateTest::row))
                .toList();

        assertThat(picture()).isEqualTo(table);
    }

    private static List<String> row(Phase phase) {
        Stream<String> next = Arrays.stream(Event.values())
                .map(event -> TaskState.next(phase, event))
                .map(to -> to == null ? "-" : to.name());
        return Stream.concat(Stream.of(phase.name()), next).collect(Collectors.toList());
    }

    @ParameterizedTest
    @EnumSource
    void nothingButARerunLeadsOutOfAFinalState(Event event) {
        for (Phase phase : Phase.values()) {
            if (phase.ready() && !Set.of(Event.RERUN, Event.BLOCK, Event.GATHER).contains(event)) {
                assertThat(TaskState.next(phase, event)).isNull();
            }
        }
    }

    @Test
    void aTransitionThatIsNotInTheTableThrows() {
        TaskRecord done = TaskState.succeeded(pending, RUN, JsonBytes.of("1"), NOW);

        assertThatThrownBy(() -> TaskState.failed(done, RUN, ERROR, NOW)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, true", "2, 1, false", "2, 2, true"})
    void aRunThatIsNotWrittenIsCurrentWhileTheRowIsAsItWas(long revision, long token, boolean current) {
        assertThat(TaskState.isCurrent(pending, revision, new Run(token, NOW, "node-1")))
                .isEqualTo(current);
    }

    @Test
    void aRunThatIsWrittenStaysCurrentWhateverElseIsWritten() {
        assertThat(TaskState.isCurrent(started, 7, RUN)).isTrue();
        assertThat(TaskState.isCurrent(started, 7, new Run(7, NOW, "node-2"))).isFalse();
    }

    @Test
    void noRunOfAReadyTaskIsCurrent() {
        TaskRecord done = TaskState.succeeded(started, RUN, JsonBytes.of("1"), NOW);

        assertThat(TaskState.isCurrent(done, 2, RUN)).isFalse();
    }

    @Test
    void aRunIsCountedOnceHoweverOftenItIsReported() {
        TaskRecord twice = TaskState.started(TaskState.started(pending, RUN), RUN);

        assertThat(twice.deliveries()).isEqualTo(1);
        assertThat(TaskState.succeeded(twice, RUN, null, NOW).deliveries()).isEqualTo(1);
    }

    @Test
    void aRunThatFollowsOneWithoutAnEndCountsThatAsLost() {
        TaskRecord again = TaskState.started(started, new Run(2, NOW, "node-2"));

        assertThat(again.losses()).isEqualTo(1);
        assertThat(again.deliveries()).isEqualTo(2);
    }

    @Test
    void theThirdLossEndsTheTask() {
        TaskRecord task = started;
        for (long token = 2; token <= 3; token++) {
            task = TaskState.beginning(task, new Run(token, NOW, "node-1"), 3, NOW);
            assertThat(task.phase()).isEqualTo(Phase.STARTED);
        }
        TaskRecord parked = TaskState.beginning(task, new Run(4, NOW, "node-1"), 3, NOW);

        assertThat(parked.phase()).isEqualTo(Phase.FAILURE);
        assertThat(parked.error().type()).isEqualTo(ErrorTypes.TOO_MANY_DELIVERIES);
        assertThat(parked.deliveries()).isEqualTo(3);
    }

    @Test
    void aRetryForgivesEarlierLosses() {
        TaskRecord lostTwice =
                TaskState.started(TaskState.started(started, new Run(2, NOW, "n")), new Run(3, NOW, "n"));
        TaskRecord retrying = TaskState.retrying(lostTwice, new Run(3, NOW, "n"), ERROR, Duration.ofSeconds(10), NOW);

        assertThat(retrying.losses()).isZero();
        assertThat(retrying.retries()).isEqualTo(1);
        assertThat(retrying.dueAt()).isEqualTo(NOW.plusSeconds(10));
    }

    @ParameterizedTest
    @CsvSource({"PT0.000000001S,1", "PT0.0995S,100", "PT0.1S,100", "PT0S,0"})
    void theNextAttemptIsDueAtAWholeMillisecondAndNotEarly(Duration delay, long millis) {
        assertThat(TaskState.retrying(started, RUN, ERROR, delay, NOW).dueAt()).isEqualTo(NOW.plusMillis(millis));
    }

    @Test
    void aTaskDeliveredAtMostOnceIsNotBegunAgain() {
        TaskRecord once = TaskState.started(TaskState.submitted(spec(true)), RUN);

        TaskRecord lost = TaskState.beginning(once, new Run(2, NOW, "node-1"), 3, NOW);
        assertThat(lost.phase()).isEqualTo(Phase.FAILURE);
        assertThat(lost.error().type()).isEqualTo(ErrorTypes.WORKER_LOST);
    }

    @Test
    void aTaskRevokedWhileItRanIsNotRetriedAndNotBegunAgain() {
        TaskRecord revoking = TaskState.revoking(pending, RUN, "enough");

        assertThat(revoking.phase()).isEqualTo(Phase.STARTED);
        assertThat(TaskState.retrying(revoking, RUN, ERROR, Duration.ZERO, NOW).phase())
                .isEqualTo(Phase.REVOKED);
        assertThat(TaskState.beginning(revoking, new Run(2, NOW, "n"), 3, NOW).phase())
                .isEqualTo(Phase.REVOKED);
        assertThat(TaskState.succeeded(revoking, RUN, null, NOW).phase()).isEqualTo(Phase.SUCCESS);
    }

    @Test
    void theCustomWordStandsForStartedAndGoesWithTheRun() {
        TaskRecord reported = TaskState.progressed(pending, RUN, "PROGRESS", JsonBytes.of("1"));

        assertThat(reported.state()).isEqualTo("PROGRESS");
        TaskRecord done = TaskState.succeeded(reported, RUN, JsonBytes.of("2"), NOW);
        assertThat(done.state()).isEqualTo("SUCCESS");
        assertThat(done.meta()).isEqualTo(JsonBytes.of("1"));
        assertThat(TaskState.started(reported, new Run(9, NOW, "n")).state()).isEqualTo("STARTED");
    }

    @Test
    void anEndIsKeptForItsTimeAndARerunStartsAfresh() {
        TaskRecord failed = TaskState.failed(started, RUN, ERROR, NOW);
        assertThat(failed.purgeAt()).isEqualTo(NOW.plus(Duration.ofHours(24)));

        TaskRecord again = TaskState.rerun(failed, NOW.plusSeconds(5));
        assertThat(again.phase()).isEqualTo(Phase.PENDING);
        assertThat(again.retries()).isZero();
        assertThat(again.error()).isNull();
        assertThat(again.purgeAt()).isNull();
        assertThat(again.finishedAt()).isNull();
        assertThat(again.attempts()).isEqualTo(failed.attempts()).hasSize(1);
    }

    @Test
    void attemptsAreNumberedAndOfManyTheLastAreKept() {
        TaskRecord task = pending;
        for (int token = 1; token <= 60; token++) {
            task = TaskState.retrying(task, new Run(token, NOW, "n"), ERROR, Duration.ZERO, NOW);
        }
        assertThat(task.attempts()).hasSize(TaskState.MOST_ATTEMPTS);
        assertThat(task.attempts().get(TaskState.MOST_ATTEMPTS - 1).number()).isEqualTo(60);
    }
}
