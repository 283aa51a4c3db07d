package io.talkoo.engine.internal.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.talkoo.engine.internal.secret.SecretMarks;
import io.talkoo.protocol.Expires;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.RetryOverrides;
import io.talkoo.protocol.Unique;
import io.talkoo.protocol.UniqueUntil;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What was asked for: a submit with its defaults filled in. Never changes in a task's life. Null is absent.
 *
 * @param args positional arguments, a JSON array; never null
 * @param kwargs named arguments, a JSON object; never null
 * @param countdown as submitted, kept so that the same submit can be told from another one; {@code eta} is what counts
 * @param eta not before; null is at once
 * @param expires as submitted; {@code expiresAt} is what counts
 * @param retry what the submit said of retries, over what the task type says
 * @param atMostOnce a run lost with its node fails the task instead of running it again
 * @param resultExpires how long the row is kept after the end
 * @param flow its place among other tasks; never null
 * @param lane where it waits within its queue, see {@link Lane}; never null
 * @param unique what it has to itself among the tasks of its name
 * @param secret what of it is hidden from all but itself; null is nothing
 * @param trace the trace it belongs to, as {@code trace.Carried} writes it; null if it is in none
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
        boolean atMostOnce,
        Duration resultExpires,
        String parentId,
        String rootId,
        String groupId,
        Map<String, String> headers,
        Instant createdAt,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Flow.None.class)
        Flow flow,

        String lane,
        Unique unique,
        SecretMarks secret,
        String trace) {
    /** What the row of a group has in place of a task's name. */
    public static final String GROUP = "talkoo.group";

    public TaskSpec {
        headers = headers == null ? Map.of() : headers;
        flow = flow == null ? Flow.NONE : flow;
        args = args == null ? JsonBytes.EMPTY_ARRAY : args;
        kwargs = kwargs == null ? JsonBytes.EMPTY_OBJECT : kwargs;
        lane = lane == null ? Lane.NONE : lane;
    }

    /** A task that stands alone. */
    public TaskSpec(
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
            boolean atMostOnce,
            Duration resultExpires,
            String parentId,
            String rootId,
            String groupId,
            Map<String, String> headers,
            Instant createdAt) {
        this(
                id,
                name,
                queue,
                priority,
                args,
                kwargs,
                countdown,
                eta,
                expires,
                expiresAt,
                timeLimit,
                softTimeLimit,
                retry,
                ignoreResult,
                atMostOnce,
                resultExpires,
                parentId,
                rootId,
                groupId,
                headers,
                createdAt,
                null,
                null,
                null,
                null,
                null);
    }

    /** The same but for what the task works on. */
    TaskSpec withoutPayload() {
        return new TaskSpec(
                id,
                name,
                queue,
                priority,
                null,
                null,
                countdown,
                eta,
                expires,
                expiresAt,
                timeLimit,
                softTimeLimit,
                retry,
                ignoreResult,
                atMostOnce,
                resultExpires,
                parentId,
                rootId,
                groupId,
                null,
                createdAt,
                null,
                lane,
                unique,
                secret,
                trace);
    }

    /** The same, to be started not after {@code instant}. */
    TaskSpec expiringAt(Instant instant) {
        return new TaskSpec(
                id,
                name,
                queue,
                priority,
                args,
                kwargs,
                countdown,
                eta,
                expires,
                instant,
                timeLimit,
                softTimeLimit,
                retry,
                ignoreResult,
                atMostOnce,
                resultExpires,
                parentId,
                rootId,
                groupId,
                headers,
                createdAt,
                flow,
                lane,
                unique,
                secret,
                trace);
    }

    /** The same as part of a trace; null leaves it as it is. */
    public TaskSpec traced(String context) {
        return context == null
                ? this
                : new TaskSpec(
                        id,
                        name,
                        queue,
                        priority,
                        args,
                        kwargs,
                        countdown,
                        eta,
                        expires,
                        expiresAt,
                        timeLimit,
                        softTimeLimit,
                        retry,
                        ignoreResult,
                        atMostOnce,
                        resultExpires,
                        parentId,
                        rootId,
                        groupId,
                        headers,
                        createdAt,
                        flow,
                        lane,
                        unique,
                        secret,
                        context);
    }

    /** The headers that it may be found by. */
    public Map<String, String> shownHeaders() {
        return secret == null ? headers : secret.shown(headers);
    }

    /** Without what it works on: this may end in a log. */
    @Override
    public String toString() {
        return "TaskSpec[" + id + " " + name + "]";
    }

    /** A step whose result is not kept hands it on all the same. */
    public boolean wantsResult() {
        return !ignoreResult || flow.handsOn() || !flow.link().isEmpty();
    }

    /** Whether its row has to tell of a run before it begins. */
    public boolean isWrittenBeforeItRuns() {
        return atMostOnce || unique != null && unique.until().kind() == UniqueUntil.Kind.STARTED;
    }

    /** Whether {@code other} is the same submit once more: equal in all that a client says. */
    public boolean sameSubmitAs(TaskSpec other) {
        return name.equals(other.name)
                && queue.equals(other.queue)
                && priority == other.priority
                && ignoreResult == other.ignoreResult
                && sameTimes(other)
                && Objects.equals(retry, other.retry)
                && Objects.equals(parentId, other.parentId)
                && headers.equals(other.headers)
                && Lane.fairKey(lane).equals(Lane.fairKey(other.lane))
                && Objects.equals(unique, other.unique)
                && flow.sameSubmitAs(other.flow)
                && args.sameValue(other.args)
                && kwargs.sameValue(other.kwargs);
    }

    private boolean sameTimes(TaskSpec other) {
        return Objects.equals(countdown, other.countdown)
                && (countdown != null || Objects.equals(eta, other.eta))
                && Objects.equals(expires, other.expires)
                && Objects.equals(timeLimit, other.timeLimit)
                && Objects.equals(softTimeLimit, other.softTimeLimit);
    }
}
