package io.talkoo.engine.internal.gateway;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.TypeInfo;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.Expires;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskRequests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Makes a checked submit with its defaults filled in out of a request. Thread-safe. */
public final class Specs {
    private final TaskRegistry registry;
    private final FleetView fleet;
    private final Clock clock;

    /** UUIDv7: time-ordered, so that new rows append to the table. */
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    public Specs(TaskRegistry registry, FleetView fleet, Clock clock) {
        this.registry = registry;
        this.fleet = fleet;
        this.clock = clock;
    }

    /**
     * The submit that {@code request} stands for. Throws {@link TalkooException}: INVALID, UNKNOWN_TASK, BAD_ARGUMENTS.
     *
     * @param parentRoot root of the parent's tree; null without a parent
     */
    public TaskSpec of(TaskRequest request, String parentRoot) {
        TaskRequests.check(request);
        TypeInfo type = type(request);
        checkLimits(request, type);
        return unchecked(request, parentRoot, type);
    }

    /** As {@link #of}, whether the task can run or not. */
    TaskSpec unchecked(TaskRequest request, String parentRoot, TypeInfo type) {
        Instant now = clock.instant();
        String id =
                request.id() == null ? ids.generate().toString() : request.id().toLowerCase(Locale.ROOT);
        Expires expires = request.expires();
        return new TaskSpec(
                id,
                request.name(),
                request.queue() == null ? type.queue() : request.queue(),
                request.priority() == null ? type.priority() : request.priority(),
                request.args(),
                request.kwargs(),
                request.countdown(),
                eta(request, now),
                expires,
                expires == null ? null : expires.from(now),
                request.timeLimit(),
                request.softTimeLimit(),
                request.retry(),
                request.ignoreResult() == null ? type.ignoreResult() : request.ignoreResult(),
                type.atMostOnce(),
                type.resultExpires(),
                request.parentId(),
                parentRoot == null ? id : parentRoot,
                null,
                request.headers(),
                now);
    }

    /** Arguments are checked where the task's code is; a task that others run has them checked by its run. */
    private TypeInfo type(TaskRequest request) {
        String name = request.name();
        if (registry.knows(name)) {
            registry.check(request);
        }
        return fleet.type(name).orElseThrow(() -> TaskRegistry.unknown(name, fleet.typeNames()));
    }

    private static Instant eta(TaskRequest request, Instant now) {
        return request.countdown() == null ? request.eta() : now.plus(request.countdown());
    }

    /** A limit given here may not fit the one that the task type has. */
    private static void checkLimits(TaskRequest request, TypeInfo type) {
        Duration hard = request.timeLimit() == null ? type.timeLimit() : request.timeLimit();
        Duration soft = request.softTimeLimit() == null ? type.softTimeLimit() : request.softTimeLimit();
        if (hard != null && soft != null && soft.compareTo(hard) > 0 && request.softTimeLimit() != null) {
            String detail = "softTimeLimit: expected at most the time limit of " + hard + ", got " + soft;
            throw new TalkooException(ProblemType.INVALID, detail, new Problem.Fault("/softTimeLimit", detail));
        }
    }
}
