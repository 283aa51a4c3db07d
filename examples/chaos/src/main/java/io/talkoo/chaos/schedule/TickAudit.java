package io.talkoo.chaos.schedule;

import io.talkoo.chaos.check.KillReport;
import io.talkoo.chaos.history.FaultWindow;
import io.talkoo.chaos.history.Run;
import io.talkoo.chaos.load.ScheduleLoad.HandRun;
import io.talkoo.chaos.schedule.Flaw.Kind;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds the tasks that there are against the ticks that there were. */
final class TickAudit {
    /** Header of a task: the schedule that made it. */
    static final String SCHEDULE = "chaos.schedule";

    /** A run that ended so shortly before a fault may have been cut off before its outcome was stored. */
    private static final Duration OUTCOME_ON_ITS_WAY = Duration.ofSeconds(5);

    private final Observed observed;
    private final Map<String, List<TaskSummary>> rows;
    private final List<Flaw> flaws = new ArrayList<>();
    private long expected;
    private long made;
    private long handRuns;
    private long extraRuns;
    private Duration latest = Duration.ZERO;

    private TickAudit(Observed observed) {
        this.observed = observed;
        this.rows = observed.rows().stream()
                .collect(Collectors.groupingBy(row -> row.headers().getOrDefault(SCHEDULE, "")));
    }

    static KillReport of(List<Ticked> schedules, Observed observed) {
        TickAudit audit = new TickAudit(observed);
        schedules.forEach(audit::schedule);
        observed.rows().forEach(audit::end);
        audit.runs();
        observed.notWhole().forEach(words -> audit.flaw(Kind.NOT_WHOLE, "", words));
        return audit.report(schedules.size());
    }

    private void schedule(Ticked schedule) {
        List<TaskSummary> tasks = rows.getOrDefault(schedule.name(), List.of());
        Map<String, TaskSummary> byId = tasks.stream().collect(Collectors.toMap(TaskSummary::id, row -> row));
        Map<String, Instant> must = schedule.must();
        Set<String> byHand = schedule.handRuns().stream().map(HandRun::taskId).collect(Collectors.toSet());
        expected += must.size();
        handRuns += byHand.size();
        must.forEach((id, tick) -> tick(schedule.name(), tick, byId.get(id)));
        byHand.stream()
                .filter(id -> !byId.containsKey(id))
                .forEach(id -> flaw(Kind.MISSING, schedule.name(), "the run by hand " + id));
        strangers(schedule, byId, byHand);
        if (schedule.runs() != tasks.size()) {
            flaw(Kind.WRONG_COUNT, schedule.name(), "tells " + schedule.runs() + " tasks, has " + tasks.size());
        }
    }

    private void tick(String name, Instant tick, TaskSummary task) {
        if (task == null) {
            flaw(Kind.MISSING, name, "the tick of " + tick);
            return;
        }
        made++;
        Duration late = Duration.between(tick, task.createdAt());
        latest = late.compareTo(latest) > 0 ? late : latest;
    }

    /** Tasks that neither a tick nor a run by hand accounts for. */
    private void strangers(Ticked schedule, Map<String, TaskSummary> byId, Set<String> byHand) {
        Set<String> strangers = new HashSet<>(byId.keySet());
        strangers.removeAll(schedule.may().keySet());
        strangers.removeAll(byHand);
        if (strangers.size() > schedule.untold()) {
            strangers.forEach(id -> flaw(Kind.TWICE, schedule.name(), byId.get(id) + ", on in " + schedule.spans()));
        }
    }

    private void end(TaskSummary row) {
        if (!row.ready()) {
            flaw(Kind.NOT_ENDED, row.id(), row.toString());
        } else if (!row.state().equals(States.SUCCESS)) {
            flaw(Kind.WRONG_END, row.id(), row.toString());
        }
    }

    private void runs() {
        Map<String, List<Run>> runs = observed.runs().stream().collect(Collectors.groupingBy(Run::task));
        observed.rows().stream()
                .filter(row -> runs.getOrDefault(row.id(), List.of()).stream().allMatch(run -> run.outcome() == null))
                .forEach(row -> flaw(Kind.WRONG_END, row.id(), "never ran to its end: " + row));
        runs.forEach((task, all) -> {
            for (int i = 1; i < all.size(); i++) {
                repeated(task, all.get(i - 1), all.get(i));
            }
        });
    }

    private void repeated(String task, Run before, Run again) {
        extraRuns++;
        if (observed.faults().stream().noneMatch(fault -> explains(fault, before, again))) {
            flaw(Kind.UNEXPLAINED_RUN, task, before + " was followed by " + again);
        }
    }

    private static boolean explains(FaultWindow fault, Run before, Run again) {
        return !again.start().isBefore(fault.from())
                && fault.mayHaveHit(before.start(), before.end(), OUTCOME_ON_ITS_WAY);
    }

    private KillReport report(int schedules) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("made", schedules);
        counts.put("ticksExpected", expected);
        counts.put("ticksMade", made);
        counts.put("runsByHand", handRuns);
        counts.put("tasks", observed.rows().size());
        counts.put("runs", observed.runs().size());
        counts.put("extraRuns", extraRuns);
        counts.put("latestTickMillis", latest.toMillis());
        Map<String, Long> broken = new LinkedHashMap<>();
        Arrays.stream(Kind.values())
                .forEach(kind -> broken.put(
                        kind.words(),
                        flaws.stream().filter(flaw -> flaw.kind() == kind).count()));
        return new KillReport(flaws.stream().map(Flaw::toString).toList(), counts, broken);
    }

    private void flaw(Kind kind, String schedule, String detail) {
        flaws.add(new Flaw(kind, schedule, detail));
    }
}
