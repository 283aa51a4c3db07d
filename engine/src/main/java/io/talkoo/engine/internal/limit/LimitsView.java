package io.talkoo.engine.internal.limit;

import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.TypeInfo;
import io.talkoo.engine.internal.task.Lane;
import io.talkoo.engine.internal.task.TaskSpec;

/** The limits of all task types as they hold at the moment. Thread-safe. */
public final class LimitsView {
    private final FleetView fleet;

    public LimitsView(FleetView fleet) {
        this.fleet = fleet;
    }

    /** Those of a task type; a type that no node knows has none. */
    public TypeLimits of(String type) {
        return fleet.type(type).map(TypeInfo::limits).orElse(TypeLimits.NONE);
    }

    /** The lane a task belongs into, which for a type that has its limits since a moment ago is not the one it was given. */
    public String lane(TaskSpec task) {
        if (!task.lane().isEmpty() || of(task.name()).isNone()) {
            return task.lane();
        }
        return Lane.of(null, task.name(), null);
    }
}
