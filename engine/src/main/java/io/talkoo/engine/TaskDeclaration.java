package io.talkoo.engine;

import io.talkoo.config.TalkooSettings.TrackStarted;
import io.talkoo.protocol.RetryOverrides;
import io.talkoo.protocol.Unique;
import java.time.Duration;
import java.util.List;

/**
 * What a task says about itself. Null is "as the engine's settings say". Immutable.
 *
 * @param retry only what is to differ from the settings; its fields may be null, it is not
 * @param limits not null
 * @param unique its key says where the key of a task is found, as {@link Task#uniqueKey} does
 * @param autoRetryFor what it is retried for by itself; dontAutoRetryFor are the exceptions to that
 */
public record TaskDeclaration(
        String name,
        String queue,
        Integer priority,
        RetryOverrides retry,
        List<Class<? extends Throwable>> autoRetryFor,
        List<Class<? extends Throwable>> dontAutoRetryFor,
        Duration timeLimit,
        Duration softTimeLimit,
        boolean ignoreResult,
        Duration resultExpires,
        Delivery delivery,
        TrackStarted trackStarted,
        TaskLimits limits,
        Unique unique) {

    public TaskDeclaration {
        autoRetryFor = List.copyOf(autoRetryFor);
        dontAutoRetryFor = List.copyOf(dontAutoRetryFor);
    }
}
