package io.talkoo.engine.internal.run;

import io.talkoo.config.TalkooSettings;
import io.talkoo.config.TalkooSettings.TrackStarted;
import io.talkoo.engine.Delivery;
import io.talkoo.engine.RetryPolicy;
import io.talkoo.engine.TaskDeclaration;
import io.talkoo.engine.TaskLimits;
import io.talkoo.engine.internal.limit.KeySource;
import io.talkoo.engine.internal.limit.TypeLimits;
import io.talkoo.engine.internal.limit.UniqueSource;
import io.talkoo.engine.internal.secret.Masks;
import io.talkoo.engine.internal.secret.SecretMarks;
import io.talkoo.protocol.RetryOverrides;
import io.talkoo.protocol.Unique;
import java.time.Duration;
import java.util.List;

/**
 * The rules of one task type: what it declares, over the engine's settings. Immutable.
 *
 * @param timeLimit null is none
 * @param softTimeLimit null is none
 * @param limitKey where the key is found that limits hold for; null is none
 * @param fairKey where the key is found that shares its queue with others; null is none
 * @param unique of which of its tasks there is one at a time; null is of none
 * @param secret what of its tasks is; null is nothing
 */
public record TaskType(
        String name,
        String queue,
        int priority,
        RetryPolicy retry,
        List<Class<? extends Throwable>> autoRetryFor,
        List<Class<? extends Throwable>> dontAutoRetryFor,
        Duration timeLimit,
        Duration softTimeLimit,
        boolean ignoreResult,
        Duration resultExpires,
        Delivery delivery,
        TrackStarted trackStarted,
        TypeLimits limits,
        KeySource limitKey,
        KeySource fairKey,
        UniqueSource unique,
        SecretMarks secret) {

    /** Throws {@link IllegalArgumentException} for a key that is none of {@code arguments}, or that is secret. */
    static TaskType of(
            TaskDeclaration declared, TalkooSettings.Tasks settings, Arguments arguments, SecretMarks secret) {
        TaskLimits limits = declared.limits();
        KeySources keys = new KeySources(arguments, new Masks(settings.secretNames()), secret);
        return new TaskType(
                declared.name(),
                first(declared.queue(), settings.defaultQueue()),
                first(declared.priority(), settings.defaultPriority()),
                RetryPolicy.of(declared.retry()).orElse(defaultRetry(settings.retry())),
                declared.autoRetryFor(),
                declared.dontAutoRetryFor(),
                first(declared.timeLimit(), settings.timeLimit()),
                first(declared.softTimeLimit(), settings.softTimeLimit()),
                declared.ignoreResult(),
                first(declared.resultExpires(), settings.resultExpires()),
                declared.delivery(),
                first(declared.trackStarted(), settings.trackStarted()),
                new TypeLimits(
                        limits.rateLimit(), limits.maxConcurrency(), limits.keyRateLimit(), limits.keyMaxConcurrency()),
                keys.find("limitKey", limits.limitKey()),
                keys.find("fairKey", limits.fairKey()),
                unique(declared.unique(), keys),
                secret);
    }

    private static UniqueSource unique(Unique declared, KeySources keys) {
        return declared == null ? null : new UniqueSource(keys.find("uniqueKey", declared.key()), declared.until());
    }

    /** What holds where neither the submit nor the task type says anything. */
    public static RetryPolicy defaultRetry(TalkooSettings.Retry settings) {
        return RetryPolicy.of(new RetryOverrides(
                settings.maxRetries(), settings.delay(), settings.backoff(), settings.maxDelay(), settings.jitter()));
    }

    private static <T> T first(T said, T otherwise) {
        return said == null ? otherwise : said;
    }

    /** The policy of one task: what its submit says (null is nothing) over what its type says. */
    public RetryPolicy retry(RetryOverrides submit) {
        return submit == null ? retry : RetryPolicy.of(submit).orElse(retry);
    }

    /**
     * Whether the task is retried without asking for it.
     *
     * @param anything the submit brought a retry policy of its own, so everything counts but the exceptions to it
     */
    boolean retriesByItself(Throwable thrown, boolean anything) {
        return (anything || isOne(thrown, autoRetryFor)) && !isOne(thrown, dontAutoRetryFor);
    }

    private static boolean isOne(Throwable thrown, List<Class<? extends Throwable>> types) {
        for (Class<? extends Throwable> type : types) {
            if (type.isInstance(thrown)) {
                return true;
            }
        }
        return false;
    }
}
