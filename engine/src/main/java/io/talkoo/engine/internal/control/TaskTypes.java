package io.talkoo.engine.internal.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.engine.internal.fleet.TypeInfo;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.LimitsChange;
import io.talkoo.protocol.Nearest;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskTypeStatus;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The task types of the cluster and their limits. Thread-safe; nothing blocks. */
public final class TaskTypes {
    private final FleetView fleet;
    private final LimitsView limits;
    private final ClusterControl cluster;

    public TaskTypes(FleetView fleet, LimitsView limits, ClusterControl cluster) {
        this.fleet = fleet;
        this.limits = limits;
        this.cluster = cluster;
    }

    /** All that a node knows, by name. */
    public List<TaskTypeStatus> all() {
        return new TreeSet<>(fleet.typeNames()).stream().map(this::status).toList();
    }

    private TaskTypeStatus status(String name) {
        TypeInfo type = type(name);
        return new TaskTypeStatus(
                name,
                type.queue(),
                type.retry(),
                type.timeLimit(),
                type.softTimeLimit(),
                type.limits().rate(),
                type.limits().maxConcurrency(),
                type.limitKey() == null ? null : type.limitKey().toString(),
                type.limits().keyRate(),
                type.limits().keyMaxConcurrency(),
                fleet.all().stream()
                        .filter(node -> node.types().containsKey(name))
                        .map(NodeInfo::name)
                        .sorted()
                        .toList());
    }

    private TypeInfo type(String name) {
        return limits.type(name)
                .orElseThrow(() -> new TalkooException(
                        ProblemType.NOT_FOUND,
                        "There is no task type \"" + name + "\"" + Nearest.hint(name, fleet.typeNames())));
    }

    /** See {@link io.talkoo.engine.ControlGateway#changeLimits}. */
    public CompletionStage<TaskTypeStatus> change(String name, LimitsChange change) {
        try {
            TypeInfo type = type(name);
            LimitsChange all = change.check().after(limits.change(name));
            checkFits(type.with(all), change);
            return cluster.set(ControlView.TASK_LIMITS, name, Json.mapper().writeValueAsString(all))
                    .thenApply(done -> status(name));
        } catch (TalkooException e) {
            return CompletableFuture.failedStage(e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a change of limits", e);
        }
    }

    private static void checkFits(TypeInfo changed, LimitsChange change) {
        Duration hard = changed.timeLimit();
        Duration soft = changed.softTimeLimit();
        if (hard != null && soft != null && soft.compareTo(hard) > 0) {
            throw refused("/softTimeLimit", "expected at most the time limit of " + hard + ", got " + soft);
        }
        if (changed.limitKey() == null && (change.keyRateLimit() != null || change.keyMaxConcurrency() != null)) {
            throw refused(
                    change.keyRateLimit() != null ? "/keyRateLimit" : "/keyMaxConcurrency",
                    "expected none, since the task type declares no limitKey");
        }
    }

    private static TalkooException refused(String pointer, String detail) {
        return TalkooException.at(ProblemType.INVALID, pointer, detail);
    }
}
