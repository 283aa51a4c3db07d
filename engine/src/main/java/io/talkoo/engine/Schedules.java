package io.talkoo.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.protocol.ScheduleStatus;
import java.util.List;
import java.util.function.Function;

/**
 * The schedules of an engine's cluster, of which there is one of a name. Every method returns once the store has answered,
 * and throws {@link io.talkoo.protocol.TalkooException}: NOT_FOUND where there is none of that name, UNAVAILABLE.
 * Thread-safe.
 */
public final class Schedules {
    private final ScheduleGateway gateway;
    private final Function<String, TaskHandle<JsonNode>> handles;

    Schedules(ScheduleGateway gateway, Function<String, TaskHandle<JsonNode>> handles) {
        this.gateway = gateway;
        this.handles = handles;
    }

    /**
     * Makes a schedule, or replaces what the one of that name does and when; its history is kept. Throws INVALID,
     * UNKNOWN_TASK or BAD_ARGUMENTS too.
     *
     * @param name 1 to 128 of {@code A-Za-z0-9._:-}
     */
    public ScheduleStatus put(String name, Schedule schedule) {
        return TaskHandle.join(gateway.put(name, schedule.request())).status();
    }

    public ScheduleStatus get(String name) {
        return TaskHandle.join(gateway.get(name));
    }

    /** All of them, in the order of their names. */
    public List<ScheduleStatus> list() {
        return TaskHandle.join(gateway.list("", Integer.MAX_VALUE));
    }

    /** Keeps it from ticking until it is resumed, restarts included. */
    public ScheduleStatus pause(String name) {
        return TaskHandle.join(gateway.pause(name));
    }

    /** Lets it tick again; ticks of the pause are not made up for. */
    public ScheduleStatus resume(String name) {
        return TaskHandle.join(gateway.resume(name));
    }

    /** Makes its task now, paused or not, besides its ticks. */
    public TaskHandle<JsonNode> runNow(String name) {
        return handles.apply(TaskHandle.join(gateway.runNow(name)));
    }

    /** Deletes it; tasks that it made stay. */
    public void delete(String name) {
        TaskHandle.join(gateway.delete(name));
    }
}
