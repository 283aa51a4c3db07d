package io.talkoo.engine.internal.run;

import io.talkoo.config.Durations;
import io.talkoo.config.TalkooSettings;
import io.talkoo.config.TalkooSettings.TrackStarted;
import io.talkoo.engine.Task;
import io.talkoo.engine.TaskDeclaration;
import io.talkoo.engine.TaskLimits;
import io.talkoo.protocol.RateLimit;
import io.talkoo.protocol.RetryOverrides;
import io.talkoo.protocol.Unique;
import io.talkoo.protocol.UniqueUntil;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;

/** Reads what a {@link Task} annotation says. Throws {@link IllegalArgumentException} for text it cannot read. */
final class Annotations {
    private final double engineBackoff;

    Annotations(TalkooSettings.Tasks settings) {
        engineBackoff = settings.retry().backoff();
    }

    /** @param owner class of the object the method is called on */
    TaskDeclaration read(Method method, Class<?> owner) {
        Task task = method.getAnnotation(Task.class);
        return new TaskDeclaration(
                taskName(method, owner),
                text(task.queue()),
                number(task.priority()),
                retry(task),
                List.of(task.autoRetryFor()),
                List.of(task.dontAutoRetryFor()),
                duration("timeLimit", task.timeLimit()),
                duration("softTimeLimit", task.softTimeLimit()),
                task.ignoreResult(),
                duration("resultExpires", task.resultExpires()),
                task.deliver(),
                trackStarted(task.trackStarted()),
                limits(task),
                unique(task));
    }

    private static TaskLimits limits(Task task) {
        return new TaskLimits(
                rate("rateLimit", task.rateLimit()),
                number(task.maxConcurrency()),
                text(task.limitKey()),
                rate("keyRateLimit", task.keyRateLimit()),
                number(task.keyMaxConcurrency()),
                text(task.fairKey()));
    }

    private static Unique unique(Task task) {
        return task.uniqueKey().isEmpty()
                ? null
                : new Unique(
                        task.uniqueKey(),
                        switch (task.uniqueUntil()) {
                            case "started" -> UniqueUntil.STARTED;
                            case "ready" -> UniqueUntil.READY;
                            default -> UniqueUntil.elapsed(duration("uniqueUntil", task.uniqueUntil()));
                        });
    }

    private static RateLimit rate(String attribute, String text) {
        try {
            return text.isEmpty() ? null : RateLimit.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(attribute + ": " + e.getMessage(), e);
        }
    }

    private static String text(String value) {
        return value.isEmpty() ? null : value;
    }

    /** The name of the task that the method is. */
    static String taskName(Method method, Class<?> owner) {
        String name = method.getAnnotation(Task.class).name();
        return name.isEmpty() ? className(Proxies.original(owner)) + "." + method.getName() : name;
    }

    /** An anonymous class has no name of its own. */
    private static String className(Class<?> owner) {
        return owner.getSimpleName().isEmpty() ? className(owner.getSuperclass()) : owner.getSimpleName();
    }

    private RetryOverrides retry(Task task) {
        Boolean backoff = flag("retryBackoff", task.retryBackoff());
        return new RetryOverrides(
                number(task.maxRetries()),
                duration("retryDelay", task.retryDelay()),
                backoff == null ? null : Double.valueOf(backoff ? engineBackoff : 1),
                duration("retryMaxDelay", task.retryMaxDelay()),
                flag("retryJitter", task.retryJitter()));
    }

    private static Integer number(int value) {
        return value == Task.UNSET ? null : Integer.valueOf(value);
    }

    private static Boolean flag(String attribute, boolean[] values) {
        if (values.length > 1) {
            throw new IllegalArgumentException(attribute + ": expected one value, got " + values.length);
        }
        return values.length == 0 ? null : Boolean.valueOf(values[0]);
    }

    private static Duration duration(String attribute, String text) {
        try {
            return text.isEmpty() ? null : Durations.parse(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    attribute + ": expected a duration with its unit such as \"90s\", got \"" + text + "\"", e);
        }
    }

    private static TrackStarted trackStarted(String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (text.equals("always")) {
            return new TrackStarted(TrackStarted.Mode.ALWAYS, Duration.ZERO);
        }
        return text.equals("never")
                ? new TrackStarted(TrackStarted.Mode.NEVER, Duration.ZERO)
                : new TrackStarted(TrackStarted.Mode.AFTER, duration("trackStarted", text));
    }
}
