package io.talkoo.protocol.client;

import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.ScheduleStatus;
import io.talkoo.protocol.TalkooException;
import java.util.List;
import java.util.function.Function;

/**
 * Schedules, by their names. Replies fail with {@link TalkooException}: NOT_FOUND for a name that no schedule has, and what
 * {@link TalkooClient} says of all calls. Safe for use by many threads.
 */
public final class ScheduleCalls {
    private static final String SCHEDULES = "schedules";
    private static final Function<byte[], ScheduleStatus> STATUS = Bodies.one(ScheduleStatus.class);
    private static final Function<byte[], List<ScheduleStatus>> LIST = Bodies.listOf(ScheduleStatus.class);
    private static final Function<byte[], Run> RUN = Bodies.one(Run.class);

    private final Transport transport;

    /** The answer to a run by hand. */
    record Run(String taskId) {}

    ScheduleCalls(Transport transport) {
        this.transport = transport;
    }

    /** Makes a schedule, or replaces the one of that name. Fails with INVALID for one that cannot be. */
    public Reply<ScheduleStatus> put(String name, ScheduleRequest request) {
        return transport.send(Call.put(Target.of(SCHEDULES, name), request), STATUS);
    }

    public Reply<ScheduleStatus> get(String name) {
        return transport.send(Call.get(Target.of(SCHEDULES, name)), STATUS);
    }

    /**
     * Schedules in the order of their names.
     *
     * @param after the name before the first one wanted; empty for the first of all
     * @param limit from 1
     */
    public Reply<List<ScheduleStatus>> list(String after, int limit) {
        return transport.send(Call.get(Target.of(SCHEDULES).with("after", after).with("limit", limit)), LIST);
    }

    /** No ticks until {@link #resume}; those in between are not made up for. */
    public Reply<ScheduleStatus> pause(String name) {
        return transport.send(Call.post(Target.of(SCHEDULES, name, "pause")), STATUS);
    }

    public Reply<ScheduleStatus> resume(String name) {
        return transport.send(Call.post(Target.of(SCHEDULES, name, "resume")), STATUS);
    }

    /** Makes its task now, also while it is paused; answered with the task's id. */
    public Reply<String> runNow(String name) {
        Call call = Call.post(Target.of(SCHEDULES, name, "run")).once();
        return transport.send(call, RUN.andThen(Run::taskId));
    }

    public Reply<Void> delete(String name) {
        return transport.send(Call.delete(Target.of(SCHEDULES, name)).once(), Bodies::nothing);
    }
}
