package io.talkoo.engine.internal.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.fleet.DeclaredTypes;
import io.talkoo.engine.internal.fleet.TypeInfo;
import io.talkoo.engine.internal.limit.TypeLimits;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.RateLimit;
import io.talkoo.protocol.WorkerTask;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The task types that workers outside of the nodes have declared, the latest declaration of each. Thread-safe. */
public final class DeclaredTasks implements DeclaredTypes {
    private static final Logger LOG = LoggerFactory.getLogger(DeclaredTasks.class);

    /** @param source of which it was read: the same as long as nothing changes */
    private record Types(Map<String, String> source, Map<String, TypeInfo> byName) {}

    private final ControlView control;
    private final TalkooSettings.Tasks defaults;
    private volatile Types types = new Types(Map.of(), Map.of());

    /** @param defaults hold for what a worker does not declare */
    public DeclaredTasks(ControlView control, TalkooSettings.Tasks defaults) {
        this.control = control;
        this.defaults = defaults;
    }

    @Override
    public Optional<TypeInfo> find(String name) {
        return Optional.ofNullable(types().get(name));
    }

    @Override
    public Set<String> names() {
        return types().keySet();
    }

    private Map<String, TypeInfo> types() {
        Map<String, String> source = control.values(ControlView.REMOTE_TASK);
        Types known = types;
        if (known.source != source) {
            known = new Types(source, read(source));
            types = known;
        }
        return known.byName;
    }

    private Map<String, TypeInfo> read(Map<String, String> source) {
        Map<String, TypeInfo> byName = new HashMap<>();
        source.forEach((name, json) -> {
            try {
                byName.put(name, info(Json.mapper().readValue(json, WorkerTask.class)));
            } catch (JsonProcessingException e) {
                LOG.error(
                        "What workers declared of task type {} cannot be read; it is unknown until one does again",
                        name,
                        e);
            }
        });
        return Map.copyOf(byName);
    }

    /** The type with its defaults. */
    TypeInfo info(WorkerTask declared) {
        TypeInfo unknown = TypeInfo.unknown(declared.name(), defaults);
        Duration hard = declared.timeLimit() == null ? unknown.timeLimit() : declared.timeLimit();
        Duration soft = declared.softTimeLimit() == null ? unknown.softTimeLimit() : declared.softTimeLimit();
        RateLimit rate = declared.rateLimit() == null ? null : RateLimit.parse(declared.rateLimit());
        return new TypeInfo(
                declared.name(),
                declared.queue() == null ? unknown.queue() : declared.queue(),
                unknown.priority(),
                unknown.ignoreResult(),
                unknown.atMostOnce(),
                unknown.resultExpires(),
                hard,
                soft,
                declared.retry(),
                new TypeLimits(rate, declared.maxConcurrency(), null, null),
                null,
                null,
                null,
                null);
    }
}
