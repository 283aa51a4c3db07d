package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.engine.internal.schedule.TickId;
import io.talkoo.engine.testkit.TestEngine;
import io.talkoo.protocol.Misfire;
import io.talkoo.protocol.Overlap;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.ScheduleStatus;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Schedules on a clock that is moved by hand; it begins on a Thursday at midnight, UTC. */
class ScheduleTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    public static final class Jobs {
        private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
        private final CountDownLatch gate = new CountDownLatch(1);

        @Task(name = "note")
        void note(String what) {
            done.add(what);
        }

        @Task(name = "held")
        void held() throws InterruptedException {
            gate.await();
        }
    }

    private final Jobs jobs = new Jobs();
    private final TestEngine test = TestEngine.start(builder -> builder.tasks(jobs));
    private final Schedules schedules = test.engine().schedules();

    @AfterEach
    void stop() {
        jobs.gate.countDown();
        test.close();
    }

    private Signature<?> note(String what) {
        return test.engine().task(Jobs::note).s(what);
    }

    private Schedule eachMinute() {
        return Schedule.every(Duration.ofMinutes(1)).task(note("tick"));
    }

    private ScheduleStatus awaitRuns(String name, long runs) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(schedules.get(name).runs()).isEqualTo(runs));
        return schedules.get(name);
    }

    /** Until everything that is due now was worked through: what ticks by itself shows it. */
    private void settle() {
        schedules.put("settle", Schedule.every(Duration.ofMillis(10)).task(note("settle")));
        test.advance(Duration.ofMillis(10));
        awaitRuns("settle", 1);
        schedules.delete("settle");
    }

    private void assertTicks(String name, long... minutes) {
        assertThat(taskIds("note"))
                .containsExactlyInAnyOrderElementsOf(LongStream.of(minutes)
                        .mapToObj(minute -> TickId.of(name, START.plus(Duration.ofMinutes(minute))))
                        .toList());
    }

    private List<String> taskIds(String name) {
        return test.engine().gateway().list(TaskFilter.ALL, null, 1000).toCompletableFuture().join().tasks().stream()
                .filter(task -> task.name().equals(name))
                .map(TaskSummary::id)
                .toList();
    }

    @Test
    void anIntervalFirstTicksAfterItselfAndThenOnItsGrid() {
        ScheduleStatus put = schedules.put("a", eachMinute());
        assertThat(put.nextRunAt()).isEqualTo(START.plusSeconds(60));
        assertThat(put.runs()).isZero();
        assertThat(put.lastRunAt()).isNull();

        test.advance(Duration.ofSeconds(75));
        ScheduleStatus once = awaitRuns("a", 1);
        assertThat(once.lastRunAt()).isEqualTo(START.plusSeconds(60));
        assertThat(once.lastTaskId()).isEqualTo(TickId.of("a", START.plusSeconds(60)));
        assertThat(once.nextRunAt()).isEqualTo(START.plusSeconds(120));
        assertThat(test.engine().handle(once.lastTaskId(), JsonNode.class).get(SOON))
                .isNull();
        assertThat(jobs.done).containsExactly("tick");

        test.advance(Duration.ofSeconds(45));
        awaitRuns("a", 2);
        assertTicks("a", 1, 2);
    }

    @Test
    void aCronExpressionGoesByTheClockOfItsZone() {
        ScheduleStatus put = schedules.put(
                "nightly",
                Schedule.cron("0 3 * * *").zone(ZoneId.of("Europe/Helsinki")).task(note("night")));

        assertThat(put.nextRunAt()).isEqualTo(Instant.parse("2026-01-01T01:00:00Z"));
        assertThat(put.timezone()).isEqualTo("Europe/Helsinki");
        assertThat(put.overlap()).isEqualTo(Overlap.ALLOW);
        assertThat(put.misfire()).isEqualTo(Misfire.RUN_ONCE);
    }

    @Test
    void aTickIsMadeUpForWhenItIsOnlyLate() {
        schedules.put(
                "a",
                Schedule.every(Duration.ofSeconds(20)).misfire(Misfire.SKIP).task(note("tick")));

        test.advance(Duration.ofSeconds(61));

        assertThat(awaitRuns("a", 3).nextRunAt()).isEqualTo(START.plusSeconds(80));
    }

    @Test
    void whatWasMissedByAnHourGoesByTheMisfirePolicy() {
        for (Misfire misfire : Misfire.values()) {
            schedules.put(misfire.word(), eachMinute().misfire(misfire));
        }

        test.advance(Duration.ofMinutes(60).plusSeconds(30));

        awaitRuns(Misfire.RUN_ONCE.word(), 2);
        awaitRuns(Misfire.SKIP.word(), 1);
        awaitRuns(Misfire.RUN_ALL.word(), 60);
        assertThat(schedules.list())
                .allSatisfy(each -> assertThat(each.nextRunAt()).isEqualTo(START.plus(Duration.ofMinutes(61))));
    }

    @Test
    void aClockSetBackAnHourDoublesNoTick() {
        schedules.put("a", eachMinute());
        test.advance(Duration.ofSeconds(60));
        awaitRuns("a", 1);
        test.advance(Duration.ofSeconds(60));
        awaitRuns("a", 2);

        test.advance(Duration.ofHours(-1));
        settle();
        assertThat(schedules.get("a").nextRunAt()).isEqualTo(START.plusSeconds(180));
        schedules.pause("a");
        assertThat(schedules.resume("a").nextRunAt()).isEqualTo(START.plusSeconds(180));
        assertThat(schedules
                        .put("a", Schedule.cron("* * * * *").task(note("tick")))
                        .nextRunAt())
                .isEqualTo(START.plusSeconds(180));

        test.advance(Duration.ofHours(1).plusSeconds(60));
        awaitRuns("a", 3);
        settle();
        assertTicksOf("a", 1, 2, 3);
    }

    private void assertTicksOf(String name, long... minutes) {
        for (long minute : minutes) {
            String id = TickId.of(name, START.plus(Duration.ofMinutes(minute)));
            assertThat(test.engine().handle(id).state()).isNotNull();
        }
        assertThat(schedules.get(name).runs()).isEqualTo(minutes.length);
    }

    @Test
    void aPausedScheduleTicksNotAndIsNotMadeUpFor() {
        schedules.put("a", eachMinute().misfire(Misfire.RUN_ALL));
        ScheduleStatus paused = schedules.pause("a");
        assertThat(paused.enabled()).isFalse();
        assertThat(paused.nextRunAt()).isNull();
        assertThat(schedules.pause("a")).isEqualTo(paused);

        test.advance(Duration.ofMinutes(5).plusSeconds(10));
        settle();
        ScheduleStatus resumed = schedules.resume("a");

        assertThat(resumed.runs()).isZero();
        assertThat(resumed.enabled()).isTrue();
        assertThat(resumed.nextRunAt()).isEqualTo(START.plus(Duration.ofMinutes(6)));
        assertThat(schedules.resume("a")).isEqualTo(resumed);
    }

    @Test
    void runNowMakesATaskWhilePausedTooAndCounts() {
        schedules.put("a", eachMinute().paused());

        TaskHandle<JsonNode> first = schedules.runNow("a");
        TaskHandle<JsonNode> second = schedules.runNow("a");

        first.get(SOON);
        second.get(SOON);
        ScheduleStatus status = schedules.get("a");
        assertThat(status.runs()).isEqualTo(2);
        assertThat(status.lastTaskId()).isEqualTo(second.id()).isNotEqualTo(first.id());
        assertThat(status.lastRunAt()).isEqualTo(START);
        assertThat(status.enabled()).isFalse();
    }

    @Test
    void aScheduleThatMayNotOverlapSkipsTicksWhileItsTaskRuns() {
        schedules.put(
                "a",
                Schedule.every(Duration.ofSeconds(30))
                        .overlap(Overlap.SKIP)
                        .task(test.engine().task(Jobs::held).si()));
        test.advance(Duration.ofSeconds(30));
        String first = awaitRuns("a", 1).lastTaskId();

        test.advance(Duration.ofSeconds(45));
        settle();
        assertThat(schedules.get("a").runs()).isEqualTo(1);

        jobs.gate.countDown();
        test.engine().handle(first).get(SOON);
        test.advance(Duration.ofSeconds(30));
        ScheduleStatus second = awaitRuns("a", 2);
        assertThat(second.lastTaskId()).isNotEqualTo(first);
        assertThat(second.lastRunAt()).isEqualTo(START.plusSeconds(90));
    }

    @Test
    void replacingKeepsTheHistoryAndTheStepWhereTheTimingIsTheSame() {
        schedules.put("a", eachMinute());
        test.advance(Duration.ofSeconds(70));
        awaitRuns("a", 1);

        ScheduleStatus sameStep = schedules.put("a", eachMinute().task(note("other")));
        assertThat(sameStep.runs()).isEqualTo(1);
        assertThat(sameStep.nextRunAt()).isEqualTo(START.plusSeconds(120));

        ScheduleStatus other =
                schedules.put("a", Schedule.every(Duration.ofSeconds(90)).task(note("other")));
        assertThat(other.runs()).isEqualTo(1);
        assertThat(other.lastRunAt()).isEqualTo(START.plusSeconds(60));
        assertThat(other.nextRunAt()).isEqualTo(START.plusSeconds(160));
    }

    @Test
    void aDeletedScheduleIsGoneAndTicksNoMore() {
        schedules.put("a", eachMinute());
        schedules.delete("a");

        test.advance(Duration.ofMinutes(2));
        settle();

        assertThat(schedules.list()).isEmpty();
        assertRefused(ProblemType.NOT_FOUND, () -> schedules.get("a"));
        assertRefused(ProblemType.NOT_FOUND, () -> schedules.delete("a"));
        assertRefused(ProblemType.NOT_FOUND, () -> schedules.runNow("a"));
        assertRefused(ProblemType.NOT_FOUND, () -> schedules.pause("a"));
        assertThat(jobs.done).containsOnly("settle");
    }

    @Test
    void relativeTimesOfItsTaskCountFromTheTick() {
        schedules.put(
                "a",
                Schedule.every(Duration.ofMinutes(1))
                        .task(note("later").with(TaskOptions.none().countdown(Duration.ofSeconds(30)))));
        test.advance(Duration.ofMinutes(1));

        String id = awaitRuns("a", 1).lastTaskId();

        assertThat(test.engine().handle(id).status().eta()).isEqualTo(START.plusSeconds(90));
        test.advance(Duration.ofSeconds(30));
        test.engine().handle(id).get(SOON);
    }

    @Test
    void schedulesAreListedByName() {
        schedules.put("b", eachMinute());
        schedules.put("a", eachMinute());

        assertThat(schedules.list()).extracting(ScheduleStatus::name).containsExactly("a", "b");
    }

    @Test
    void whatCannotBeScheduledIsRefusedWithItsPlace() {
        assertInvalid("/cron", Schedule.cron("61 * * * *").task(note("x")));
        assertInvalid("/cron", Schedule.cron("0 0 30 2 *").task(note("x")));
        assertInvalid("/every", Schedule.every(Duration.ZERO).task(note("x")));
        assertInvalid("/task", Schedule.every(Duration.ofSeconds(1)));
        assertInvalid(
                "/task/name",
                Schedule.every(Duration.ofSeconds(1)).task(TaskRequest.named("").build()));
        assertPlace(
                ProblemType.UNKNOWN_TASK,
                "/task/name",
                Schedule.every(Duration.ofSeconds(1))
                        .task(TaskRequest.named("not").build()));
        assertRefused(
                ProblemType.BAD_ARGUMENTS,
                () -> schedules.put(
                        "a",
                        Schedule.every(Duration.ofSeconds(1))
                                .task(TaskRequest.named("note").build())));
        assertRefused(ProblemType.INVALID, () -> schedules.put("a b", eachMinute()));
        assertThat(schedules.list()).isEmpty();
    }

    private void assertInvalid(String pointer, Schedule schedule) {
        assertPlace(ProblemType.INVALID, pointer, schedule);
    }

    private void assertPlace(ProblemType type, String pointer, Schedule schedule) {
        assertThatThrownBy(() -> schedules.put("a", schedule))
                .isInstanceOfSatisfying(TalkooException.class, refusal -> {
                    assertThat(refusal.type()).isEqualTo(type);
                    assertThat(refusal.problem().errors())
                            .first()
                            .satisfies(fault -> assertThat(fault.pointer()).isEqualTo(pointer));
                });
    }

    private static void assertRefused(ProblemType type, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TalkooException.class,
                        refusal -> assertThat(refusal.type()).isEqualTo(type));
    }

    @Test
    void aTimeZoneThatThereIsNotIsRefused() {
        ScheduleRequest request = new ScheduleRequest(
                "0 3 * * *",
                "Europe/Helsingfors",
                null,
                TaskRequest.named("note").build(),
                null,
                null,
                null);

        assertThatThrownBy(() ->
                        TaskHandle.join(test.engine().gateway().schedules().put("a", request)))
                .hasMessageContaining("/timezone")
                .hasMessageContaining("Europe/Helsinki");
    }
}
