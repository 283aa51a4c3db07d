package io.talkoo.engine.internal.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.talkoo.protocol.Expires;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.RetryOverrides;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What was asked for: a submit with its defaults filled in. Never changes in a task's life. Null is absent.
 *
 * @param args positional arguments, a JSON array; never null
 * @param kwargs named arguments, a JSON object; never null
 * @param countdown as submitted, kept so that the same submit can be told from another one; {@code eta} is what counts
 * @param eta not before; null is at once
 * @param expires as submitted; {@code expiresAt} is what counts
 * @param retry what the submit said of retries, over what the task type says
 * @param rootId the first task of the tree this one belongs to; its own id for a lone task
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TaskSpec(
        String id,
        String name,
        String queue,
        int priority,
        JsonBytes args,
        JsonBytes kwargs,
        Duration countdown,
        Instant eta,
        Expires expires,
        Instant expiresAt,
        Duration timeLimit,
        Duration softTimeLimit,
        RetryOverrides retry,
        boolean ignoreResult,
        Duration resultExpires,
        String parentId,
        String rootId,
        String groupId,
        Map<String, String> headers,
        Instant createdAt) {

    public TaskSpec {
        headers = headers == null ? Map.of() : headers;
        args = args == null ? JsonBytes.EMPTY_ARRAY : args;
        kwargs = kwargs == null ? JsonBytes.EMPTY_OBJECT : kwargs;
    }
}
