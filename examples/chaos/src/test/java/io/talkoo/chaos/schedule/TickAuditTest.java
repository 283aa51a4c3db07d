package io.talkoo.chaos.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.chaos.check.KillReport;
import io.talkoo.chaos.history.FaultWindow;
import io.talkoo.chaos.history.Run;
import io.talkoo.chaos.load.ScheduleLoad.HandRun;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The schedule is on from 0.3 s to 4.3 s, with ticks at whole seconds; 1, 2 and 3 have to be there, 4 may. */
class TickAuditTest {
    private static final Instant BEGIN = Instant.parse("2026-11-20T08:00:00Z");
    private static final Span SPAN = new Span(at(300), at(1000), at(4000), at(4300));

    private final List<TaskSummary> rows = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private final List<FaultWindow> faults = new ArrayList<>();
    private final List<HandRun> handRuns = new ArrayList<>();

    @Test
    void allTicksOnceAreClean() {
        ticks(1, 2, 3);
        assertThat(audit(3).flaws()).isEmpty();
        ticks(4);
        assertThat(audit(4).flaws()).isEmpty();
        assertThat(audit(4).counts()).containsEntry("ticksExpected", 3L).containsEntry("ticksMade", 3L);
    }

    @Test
    void aTickWithoutTaskIsMissing() {
        ticks(1, 3);
        assertThat(broken(audit(2))).containsExactly(Map.entry("missing", 1L));
    }

    @Test
    void aTaskOfAPauseIsOutOfTurn() {
        ticks(1, 2, 3, 5);
        assertThat(broken(audit(4))).containsExactly(Map.entry("twice or out of turn", 1L));
    }

    @Test
    void aRunByHandMayHaveMadeOneMoreTaskThanItTold() {
        ticks(1, 2, 3);
        task("hand", States.SUCCESS);
        task("untold", States.SUCCESS);
        handRuns.add(new HandRun("hand", 1));
        assertThat(broken(audit(5))).containsExactly(Map.entry("twice or out of turn", 1L));
        handRuns.set(0, new HandRun("hand", 2));
        assertThat(audit(5).flaws()).isEmpty();
    }

    @Test
    void aTaskThatDidNotEndIsFound() {
        ticks(1, 2);
        task(ticked(3).id(at(3000)), States.PENDING);
        assertThat(broken(audit(3))).containsExactly(Map.entry("not ended", 1L));
    }

    @Test
    void aTickThatTheScheduleCountedTwiceIsFound() {
        ticks(1, 2, 3);
        assertThat(broken(audit(4))).containsExactly(Map.entry("wrong count", 1L));
    }

    @Test
    void aTickThatRanTwiceIsExcusedByAKillAlone() {
        ticks(1, 2, 3);
        run(rows.get(2).id(), 3500);
        assertThat(broken(audit(3))).containsExactly(Map.entry("unexplained run", 1L));
        faults.add(new FaultWindow("kill", Set.of("node-1"), false, at(3100), at(3400)));
        assertThat(audit(3).flaws()).isEmpty();
    }

    private void ticks(int... seconds) {
        for (int second : seconds) {
            task(ticked(0).id(at(second * 1000)), States.SUCCESS);
        }
    }

    private void task(String id, String state) {
        rows.add(new TaskSummary(
                id,
                "chaos.work",
                "default",
                5,
                state,
                !state.equals(States.PENDING),
                null,
                null,
                null,
                0,
                1,
                at(9000),
                null,
                null,
                null,
                null,
                null,
                null,
                id,
                null,
                List.of(),
                Map.of(TickAudit.SCHEDULE, "s"),
                List.of(),
                null));
        run(id, 3000);
    }

    private void run(String task, long millis) {
        runs.add(new Run(task, task + runs.size(), 0, 1, "node-1", 1, at(millis), at(millis + 1), States.SUCCESS));
    }

    private KillReport audit(long told) {
        return TickAudit.of(List.of(ticked(told)), new Observed(rows, runs, faults, List.of()));
    }

    private Ticked ticked(long told) {
        return new Ticked("s", List.of(SPAN), handRuns, told);
    }

    private static Map<String, Long> broken(KillReport report) {
        return report.broken().entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Instant at(long millis) {
        return BEGIN.plus(Duration.ofMillis(millis));
    }
}
