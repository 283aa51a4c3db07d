package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.testkit.ManualClock;
import io.talkoo.protocol.Misfire;
import io.talkoo.protocol.Overlap;
import io.talkoo.protocol.ScheduleStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules that stand in the code, over restarts. */
class ScheduledTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock(START);

    public static final class Reports {
        private final AtomicInteger made = new AtomicInteger();

        @Task
        @Scheduled(every = "1h", misfire = Misfire.RUN_ALL)
        int hourly(TaskContext task) {
            return made.incrementAndGet();
        }

        @Task(name = "reports.nightly")
        @Scheduled(name = "nightly", cron = "0 3 * * *", zone = "Europe/Helsinki", overlap = Overlap.SKIP)
        void nightly() {}
    }

    /** The same task, at other times. */
    public static final class ReportsLater {
        @Task(name = "Reports.hourly")
        @Scheduled(every = "2h")
        int hourly() {
            return 0;
        }
    }

    public static final class Faulty {
        @Task
        @Scheduled(cron = "61 * * * *")
        void minute() {}

        @Task
        @Scheduled(every = "1s", cron = "* * * * *")
        void both() {}

        @Task
        @Scheduled
        void neither() {}

        @Task
        @Scheduled(every = "ten seconds")
        void unit() {}

        @Task
        @Scheduled(cron = "* * * * *", zone = "Mars/Base")
        void zone() {}

        @Task
        @Scheduled(every = "1s")
        void arguments(int one) {}

        @Task
        @Scheduled(every = "1s", name = "a b")
        void name() {}

        @Scheduled(every = "1s")
        void noTask() {}
    }

    private TaskEngine start(Object tasks) {
        return TaskEngine.builder()
                .settings(TalkooSettings.defaults())
                .dataDirectory(directory)
                .clock(clock)
                .tasks(tasks)
                .start();
    }

    @Test
    void annotatedMethodsAreScheduledWhenTheEngineStarts() {
        try (TaskEngine engine = start(new Reports())) {
            ScheduleStatus hourly = engine.schedules().get("Reports.hourly");
            ScheduleStatus nightly = engine.schedules().get("nightly");

            assertThat(hourly.every()).isEqualTo(Duration.ofHours(1));
            assertThat(hourly.misfire()).isEqualTo(Misfire.RUN_ALL);
            assertThat(hourly.nextRunAt()).isEqualTo(START.plus(Duration.ofHours(1)));
            assertThat(nightly.task().name()).isEqualTo("reports.nightly");
            assertThat(nightly.timezone()).isEqualTo("Europe/Helsinki");
            assertThat(nightly.overlap()).isEqualTo(Overlap.SKIP);
            assertThat(nightly.nextRunAt()).isEqualTo(Instant.parse("2026-01-01T01:00:00Z"));
        }
    }

    @Test
    void whatWasMissedWhileNoNodeWasUpGoesByThePolicyAtTheNextStart() {
        start(new Reports()).close();
        clock.advance(Duration.ofHours(5).plusMinutes(30));

        Reports reports = new Reports();
        try (TaskEngine engine = start(reports)) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(reports.made).hasValue(5));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(engine.schedules().get("nightly").runs()).isEqualTo(1));
            assertThat(engine.schedules().get("Reports.hourly").nextRunAt()).isEqualTo(START.plus(Duration.ofHours(6)));
        }
    }

    @Test
    void theHistoryTheStepAndAPauseOutliveRestartsAndChanges() {
        try (TaskEngine engine = start(new Reports())) {
            engine.schedules().runNow("Reports.hourly").get(Duration.ofSeconds(20));
        }
        clock.advance(Duration.ofMinutes(10));
        try (TaskEngine engine = start(new Reports())) {
            ScheduleStatus same = engine.schedules().get("Reports.hourly");
            assertThat(same.runs()).isEqualTo(1);
            assertThat(same.nextRunAt()).isEqualTo(START.plus(Duration.ofHours(1)));
            engine.schedules().pause("Reports.hourly");
        }
        try (TaskEngine engine = start(new ReportsLater())) {
            ScheduleStatus changed = engine.schedules().get("Reports.hourly");
            assertThat(changed.enabled()).isFalse();
            assertThat(changed.every()).isEqualTo(Duration.ofHours(2));
            assertThat(changed.runs()).isEqualTo(1);
            assertThat(engine.schedules().resume("Reports.hourly").nextRunAt())
                    .isEqualTo(START.plus(Duration.ofMinutes(130)));
            assertThat(engine.schedules().get("nightly")).isNotNull();
        }
    }

    @Test
    void allThatIsWrongIsToldWhenTheEngineIsBuilt() {
        assertThatThrownBy(() -> start(new Faulty()))
                .hasMessageContaining("Faulty.minute: @Scheduled: /cron")
                .hasMessageContaining("Faulty.both: @Scheduled: /every: expected either cron or every, got both")
                .hasMessageContaining("Faulty.neither: @Scheduled: /cron: expected either cron or every, got neither")
                .hasMessageContaining("Faulty.unit: @Scheduled: every: expected a duration with its unit")
                .hasMessageContaining("Faulty.zone: @Scheduled: /timezone")
                .hasMessageContaining("Faulty.arguments: @Scheduled: ")
                .hasMessageContaining("Faulty.name: @Scheduled: the name of a schedule")
                .hasMessageContaining("Faulty.noTask: @Scheduled: expected @Task beside it");
    }

    @Test
    void anEagerEngineTicksNotAndSaysSo() {
        try (TaskEngine engine =
                TaskEngine.builder().eager().tasks(new Reports()).start()) {
            assertThatThrownBy(engine::schedules).isInstanceOf(IllegalStateException.class);
        }
    }
}
