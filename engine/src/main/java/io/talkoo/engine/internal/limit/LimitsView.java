package io.talkoo.engine.internal.limit;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.TypeInfo;
import io.talkoo.engine.internal.run.TaskType;
import io.talkoo.engine.internal.run.TimeLimits;
import io.talkoo.engine.internal.task.Lane;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.LimitsChange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The limits of all task types as they hold at the moment: what is declared, and what was changed since. Thread-safe. */
public final class LimitsView {
    private static final Logger LOG = LoggerFactory.getLogger(LimitsView.class);

    /** @param source of which it was read: the same as long as nothing changes */
    private record Changes(Map<String, String> source, Map<String, LimitsChange> byType) {}

    private final FleetView fleet;
    private final ControlView control;
    private volatile Changes changes = new Changes(Map.of(), Map.of());

    public LimitsView(FleetView fleet, ControlView control) {
        this.fleet = fleet;
        this.control = control;
    }

    /** Those of a task type; a type that no node knows has none. */
    public TypeLimits of(String type) {
        TypeLimits declared = fleet.type(type).map(TypeInfo::limits).orElse(TypeLimits.NONE);
        LimitsChange change = change(type);
        return change == LimitsChange.NONE ? declared : declared.with(change);
    }

    /** Grows with each change of the type's limits, alike on all nodes; 0 before the first. */
    public long revision(String type) {
        return control.revision(ControlView.TASK_LIMITS, type) + control.revision(ControlView.REMOTE_TASK, type);
    }

    /** The task type with all that was changed. */
    public Optional<TypeInfo> type(String name) {
        return fleet.type(name).map(type -> type.with(change(name)));
    }

    /** How long attempts of a type may take. */
    public TimeLimits timeLimits(TaskType type) {
        LimitsChange change = change(type.name());
        return new TimeLimits(change.timeLimitOver(type.timeLimit()), change.softTimeLimitOver(type.softTimeLimit()));
    }

    /** What was changed of the type. */
    public LimitsChange change(String type) {
        Map<String, String> source = control.values(ControlView.TASK_LIMITS);
        Changes known = changes;
        if (known.source != source) {
            known = read(source);
            changes = known;
        }
        return known.byType.getOrDefault(type, LimitsChange.NONE);
    }

    private static Changes read(Map<String, String> source) {
        Map<String, LimitsChange> byType = new HashMap<>();
        source.forEach((type, json) -> {
            try {
                byType.put(type, Json.mapper().readValue(json, LimitsChange.class));
            } catch (JsonProcessingException e) {
                LOG.error("The changed limits of task type {} cannot be read; those it declares hold", type, e);
            }
        });
        return new Changes(source, byType);
    }

    /** The lane a task belongs into, which for a type that has its limits since a moment ago is not the one it was given. */
    public String lane(TaskSpec task) {
        if (!task.lane().isEmpty() || of(task.name()).isNone()) {
            return task.lane();
        }
        return Lane.of(null, task.name(), null);
    }
}
