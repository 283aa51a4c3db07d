package io.talkoo.engine.internal.gateway;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.WebhookDelivery;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.TypeInfo;
import io.talkoo.engine.internal.limit.KeySource;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.secret.SecretMarks;
import io.talkoo.engine.internal.secret.SecretValues;
import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.Lane;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.Expires;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskRequests;
import io.talkoo.protocol.Unique;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/** Makes a checked submit with its defaults filled in out of a request. Thread-safe. */
public final class Specs {
    private final TaskRegistry registry;
    private final TalkooSettings.Tasks defaults;
    private final TalkooSettings.Webhooks webhooks;
    private final FleetView fleet;
    private final LimitsView limits;
    private final Clock clock;

    /** Nothing is refused: it was checked before, and what is unknown by now waits for somebody who knows it. */
    private final boolean trusting;

    /** UUIDv7: time-ordered, so that new rows append to the table. */
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    /** @param defaults hold for what is no task's own to say */
    public Specs(
            TaskRegistry registry,
            TalkooSettings.Tasks defaults,
            TalkooSettings.Webhooks webhooks,
            FleetView fleet,
            LimitsView limits,
            Clock clock) {
        this(registry, defaults, webhooks, fleet, limits, clock, false);
    }

    private Specs(
            TaskRegistry registry,
            TalkooSettings.Tasks defaults,
            TalkooSettings.Webhooks webhooks,
            FleetView fleet,
            LimitsView limits,
            Clock clock,
            boolean trusting) {
        this.trusting = trusting;
        this.webhooks = webhooks;
        this.limits = limits;
        this.registry = registry;
        this.defaults = defaults;
        this.fleet = fleet;
        this.clock = clock;
    }

    /** The same for what was checked when it was submitted: it may be unknown by now, and is not to be lost. */
    public Specs trusting() {
        return new Specs(registry, defaults, webhooks, fleet, limits, clock, true);
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
        checkCallback(request);
        return unchecked(request, parentRoot, type);
    }

    /** A new id. */
    public String newId() {
        return ids.generate().toString();
    }

    /**
     * A task of a workflow. Throws as {@link #of} does.
     *
     * @param request checked, as part of its canvas
     * @param takesInput what runs before it brings its first argument
     */
    public TaskSpec step(
            TaskRequest request,
            String id,
            String parentId,
            String rootId,
            String groupId,
            Flow flow,
            boolean takesInput) {
        TypeInfo type = trusting ? knownOnce(request.name()) : known(request.name());
        if (!trusting) {
            checkStep(request, type, flow, takesInput);
        }
        return spec(request, id, parentId, rootId, groupId, type, flow, takesInput || flow.map() != null ? 1 : 0);
    }

    private void checkStep(TaskRequest request, TypeInfo type, Flow flow, boolean takesInput) {
        checkNotUnique(request.name(), "a step of a workflow cannot be left out; submit it by itself");
        if (registry.knows(request.name())) {
            checkArguments(request, flow.map(), takesInput);
        }
        checkLimits(request, type);
        checkCallback(request);
    }

    /**
     * Throws INVALID for a task type that declares a unique key.
     *
     * @param because why there must be none, and what to do
     */
    public void checkNotUnique(String name, String because) {
        if (known(name).unique() != null) {
            String detail = "expected a task type without a unique key, got " + name + ": " + because;
            throw new TalkooException(ProblemType.INVALID, detail, new Problem.Fault("/name", detail));
        }
    }

    private void checkArguments(TaskRequest request, Flow.Map map, boolean takesInput) {
        if (map != null) {
            map.items()
                    .forEach(item -> checkArguments(request.toBuilder()
                            .args(map.args(item, request.args()))
                            .build()));
        } else if (takesInput) {
            hiding(request, 1, () -> registry.checkBehindInput(request));
        } else {
            checkArguments(request);
        }
    }

    /** A group's row in a workflow. */
    public TaskSpec group(String id, String parentId, String rootId, Flow flow) {
        TaskRequest none = TaskRequest.named(TaskSpec.GROUP).build();
        return spec(none, id, parentId, rootId, null, TypeInfo.unknown(TaskSpec.GROUP, defaults), flow);
    }

    /** As {@link #of}, whether the task can run or not. */
    TaskSpec unchecked(TaskRequest request, String parentRoot, TypeInfo type) {
        String id = request.id() == null ? newId() : request.id().toLowerCase(Locale.ROOT);
        Flow flow = request.link() == null && request.linkError() == null
                ? Flow.NONE
                : Flow.NONE.linked(request.link(), request.linkError());
        return spec(request, id, request.parentId(), parentRoot == null ? id : parentRoot, null, type, flow);
    }

    private TaskSpec spec(
            TaskRequest request, String id, String parentId, String rootId, String groupId, TypeInfo type, Flow flow) {
        return spec(request, id, parentId, rootId, groupId, type, flow, 0);
    }

    /** @param fromBefore how many arguments come from what runs before it */
    private TaskSpec spec(
            TaskRequest request,
            String id,
            String parentId,
            String rootId,
            String groupId,
            TypeInfo type,
            Flow flow,
            int fromBefore) {
        Instant now = clock.instant();
        Expires expires = request.expires();
        boolean waits = flow.waits() > 0;
        return new TaskSpec(
                id,
                request.name(),
                request.queue() == null ? type.queue() : request.queue(),
                request.priority() == null ? type.priority() : request.priority(),
                request.args(),
                request.kwargs(),
                request.countdown(),
                waits ? request.eta() : eta(request, now),
                expires,
                waits || expires == null ? null : expires.from(now),
                request.timeLimit(),
                request.softTimeLimit(),
                request.retry(),
                request.ignoreResult() == null ? type.ignoreResult() : request.ignoreResult(),
                type.atMostOnce(),
                type.resultExpires(),
                parentId,
                rootId,
                groupId,
                request.headers(),
                now,
                flow.tellingTo(request.callbackUrl()),
                lane(request, type, fromBefore),
                unique(request, type, fromBefore),
                registry.masks().marks(type.secret(), request.headers()),
                null);
    }

    private String lane(TaskRequest request, TypeInfo type, int fromBefore) {
        boolean limited = !type.limits().isNone();
        String fairKey = request.fairKey() != null ? request.fairKey() : key(type.fairKey(), request, fromBefore);
        return Lane.of(
                fairKey, limited ? request.name() : null, limited ? key(type.limitKey(), request, fromBefore) : null);
    }

    private static Unique unique(TaskRequest request, TypeInfo type, int fromBefore) {
        if (request.unique() != null || type.unique() == null) {
            return request.unique();
        }
        String key = type.unique().key().of(request, fromBefore);
        return key == null || key.isEmpty()
                ? null
                : new Unique(key, type.unique().until());
    }

    private static String key(KeySource source, TaskRequest request, int fromBefore) {
        return source == null ? null : source.of(request, fromBefore);
    }

    /** Arguments are checked where the task's code is; a task that others run has them checked by its run. */
    private TypeInfo type(TaskRequest request) {
        String name = request.name();
        if (registry.knows(name)) {
            checkArguments(request);
        }
        return known(name);
    }

    private void checkArguments(TaskRequest request) {
        hiding(request, 0, () -> registry.check(request));
    }

    /** What is wrong with arguments is told with the arguments, but not with those that are secret. */
    private void hiding(TaskRequest request, int fromBefore, Runnable check) {
        try {
            check.run();
        } catch (TalkooException e) {
            SecretMarks marks = registry.type(request.name()).secret();
            throw registry.masks().hideAnything(marks)
                    ? new SecretValues(registry.masks(), marks)
                            .addCall(request.args(), request.kwargs(), fromBefore)
                            .hide(e)
                    : e;
        }
    }

    private TypeInfo knownOnce(String name) {
        return limits.type(name).orElseGet(() -> TypeInfo.unknown(name, defaults));
    }

    private TypeInfo known(String name) {
        if (name.equals(WebhookDelivery.TASK)) {
            throw TaskRegistry.unknown(name, Set.of());
        }
        return limits.type(name).orElseThrow(() -> TaskRegistry.unknown(name, fleet.typeNames()));
    }

    private static Instant eta(TaskRequest request, Instant now) {
        return request.countdown() == null ? request.eta() : now.plus(request.countdown());
    }

    private void checkCallback(TaskRequest request) {
        if (request.callbackUrl() == null) {
            return;
        }
        String host = URI.create(request.callbackUrl()).getHost();
        if (!webhooks.allows(host)) {
            throw refusedCallback("expected a host that talkoo.webhooks.allowed-hosts names, got \"" + host + "\"");
        }
        if (!fleet.knows(WebhookDelivery.TASK)) {
            throw refusedCallback("no node delivers webhooks; start one with an HTTP gateway");
        }
    }

    private static TalkooException refusedCallback(String detail) {
        return TalkooException.at(ProblemType.INVALID, "/callbackUrl", detail);
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
