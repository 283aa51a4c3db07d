package io.talkoo.engine.internal.schedule;

import io.talkoo.engine.internal.gateway.UnattendedTasks;
import io.talkoo.engine.internal.store.DueSchedule;
import io.talkoo.engine.internal.store.ScheduleRow;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.Misfire;
import io.talkoo.protocol.Overlap;
import io.talkoo.protocol.TaskRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the ticks of a schedule come to: its row afterwards, and the tasks that they make. Both are written together.
 *
 * @param tasks the earliest first
 */
record Firing(ScheduleRow after, List<TaskRecord> tasks) {
    /** @param missedBefore see {@link Ticks#until} */
    static Firing of(DueSchedule due, Instant now, Instant missedBefore, UnattendedTasks tasks) {
        ScheduleRow schedule = due.stored().schedule();
        Timing timing = Timing.of(schedule.request(), schedule.anchor());
        Misfire misfire = Misfire.of(schedule.request().misfire());
        Ticks ticks = Ticks.until(now, timing, schedule.nextAt(), misfire, missedBefore);
        ScheduleRow after = schedule.withNext(ticks.next());
        List<Instant> instants = allowed(ticks.due(), schedule, due.lastReady());
        if (instants.isEmpty()) {
            return new Firing(after, List.of());
        }
        List<TaskRecord> made = new ArrayList<>();
        for (Instant tick : instants) {
            made.add(task(schedule, TickId.of(schedule.name(), tick), tasks));
        }
        Instant last = instants.get(instants.size() - 1);
        return new Firing(after.ran(made.size(), last, made.get(made.size() - 1).id()), made);
    }

    /** Where tasks must not overlap, one is all that can be made at a time. */
    private static List<Instant> allowed(List<Instant> due, ScheduleRow schedule, boolean lastReady) {
        if (Overlap.of(schedule.request().overlap()) == Overlap.ALLOW || due.isEmpty()) {
            return due;
        }
        return lastReady ? due.subList(0, 1) : List.of();
    }

    /** The task that a schedule makes now, under that id. */
    static TaskRecord task(ScheduleRow schedule, String id, UnattendedTasks tasks) {
        TaskRequest request = schedule.request().task().toBuilder().id(id).build();
        return tasks.task(request, null);
    }
}
