package io.talkoo.engine.internal.fleet;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.Delivery;
import io.talkoo.engine.internal.limit.KeySource;
import io.talkoo.engine.internal.limit.TypeLimits;
import io.talkoo.engine.internal.limit.UniqueSource;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.run.TaskType;
import io.talkoo.engine.internal.secret.SecretMarks;
import io.talkoo.protocol.LimitsChange;
import io.talkoo.protocol.RetryOverrides;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a node that cannot run a task type has to know of it, to accept its tasks.
 *
 * @param timeLimit null is none
 * @param softTimeLimit null is none
 * @param retry null is not known
 * @param limits as declared
 * @param limitKey where the key is found that limits hold for; null is none
 * @param fairKey where the key is found that shares its queue with others; null is none
 * @param unique of which of its tasks there is one at a time; null is of none
 * @param secret what of its tasks is; null is nothing
 */
public record TypeInfo(
        String name,
        String queue,
        int priority,
        boolean ignoreResult,
        boolean atMostOnce,
        Duration resultExpires,
        Duration timeLimit,
        Duration softTimeLimit,
        RetryOverrides retry,
        TypeLimits limits,
        KeySource limitKey,
        KeySource fairKey,
        UniqueSource unique,
        SecretMarks secret) {

    public TypeInfo {
        limits = limits == null ? TypeLimits.NONE : limits;
    }

    /** What holds for the tasks of a type that no node knows. */
    public static TypeInfo unknown(String name, TalkooSettings.Tasks settings) {
        return new TypeInfo(
                name,
                settings.defaultQueue(),
                settings.defaultPriority(),
                false,
                false,
                settings.resultExpires(),
                settings.timeLimit(),
                settings.softTimeLimit(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** The same with what {@code change} says in place of what is declared. */
    public TypeInfo with(LimitsChange change) {
        return change == LimitsChange.NONE
                ? this
                : new TypeInfo(
                        name,
                        queue,
                        priority,
                        ignoreResult,
                        atMostOnce,
                        resultExpires,
                        change.timeLimitOver(timeLimit),
                        change.softTimeLimitOver(softTimeLimit),
                        retry,
                        limits.with(change),
                        limitKey,
                        fairKey,
                        unique,
                        secret);
    }

    static TypeInfo of(TaskType type) {
        return new TypeInfo(
                type.name(),
                type.queue(),
                type.priority(),
                type.ignoreResult(),
                type.delivery() == Delivery.AT_MOST_ONCE,
                type.resultExpires(),
                type.timeLimit(),
                type.softTimeLimit(),
                type.retry().overrides(),
                type.limits(),
                type.limitKey(),
                type.fairKey(),
                type.unique(),
                type.secret());
    }

    /** All types of a registry, by name. */
    public static Map<String, TypeInfo> allOf(TaskRegistry registry) {
        return registry.names().stream().collect(Collectors.toMap(name -> name, name -> of(registry.type(name))));
    }
}
