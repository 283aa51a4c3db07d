package io.talkoo.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A task to be submitted, as the contract words it. Only {@code name} is required; {@code null} means absent.
 *
 * @param name a registered task name
 * @param args positional arguments, a JSON array
 * @param kwargs named arguments, a JSON object
 * @param id the caller's own id, any UUID; the same id twice is the same task
 * @param queue where it waits
 * @param priority 0 lowest to 9 first
 * @param countdown not before this long from now; not together with {@code eta}
 * @param eta not before
 * @param expires not started after
 * @param timeLimit hard limit of one attempt
 * @param softTimeLimit soft limit of one attempt; not above the hard one
 * @param retry retries, where they differ from the task type's
 * @param ignoreResult whether the return value is dropped
 * @param parentId the task that submits this one; its root is inherited
 * @param headers strings handed to the task
 * @param link what runs with the result
 * @param linkError what runs with the error
 * @param immutable whether it takes nothing of what ran before it; only within a {@link Canvas}
 * @param fairKey by what its queue is shared out fairly: those with different keys take turns
 * @param callbackUrl where its status is posted once it has ended; only to hosts that the node's settings allow
 * @param unique of its name and key there is one at a time; not within a {@link Canvas}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskRequest(
        String name,
        JsonBytes args,
        JsonBytes kwargs,
        String id,
        String queue,
        Integer priority,
        Duration countdown,
        Instant eta,
        Expires expires,
        Duration timeLimit,
        Duration softTimeLimit,
        RetryOverrides retry,
        Boolean ignoreResult,
        String parentId,
        Map<String, String> headers,
        List<Canvas> link,
        List<Canvas> linkError,
        Boolean immutable,
        String fairKey,
        String callbackUrl,
        Unique unique) {

    public TaskRequest {
        headers = headers == null ? null : withoutAbsent(headers);
    }

    private static Map<String, String> withoutAbsent(Map<String, String> headers) {
        Map<String, String> present = new LinkedHashMap<>(headers);
        present.values().removeIf(Objects::isNull);
        return Collections.unmodifiableMap(present);
    }

    /** A request for the named task, without arguments. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** A builder that starts from this request. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Builds a {@link TaskRequest}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private JsonBytes args;
        private JsonBytes kwargs;
        private String id;
        private String queue;
        private Integer priority;
        private Duration countdown;
        private Instant eta;
        private Expires expires;
        private Duration timeLimit;
        private Duration softTimeLimit;
        private RetryOverrides retry;
        private Boolean ignoreResult;
        private String parentId;
        private Map<String, String> headers;
        private List<Canvas> link;
        private List<Canvas> linkError;
        private Boolean immutable;
        private String fairKey;
        private String callbackUrl;
        private Unique unique;

        private Builder(String name) {
            this.name = name;
        }

        private Builder(TaskRequest from) {
            name = from.name;
            args = from.args;
            kwargs = from.kwargs;
            id = from.id;
            queue = from.queue;
            priority = from.priority;
            countdown = from.countdown;
            eta = from.eta;
            expires = from.expires;
            timeLimit = from.timeLimit;
            softTimeLimit = from.softTimeLimit;
            retry = from.retry;
            ignoreResult = from.ignoreResult;
            parentId = from.parentId;
            headers = from.headers;
            link = from.link;
            linkError = from.linkError;
            immutable = from.immutable;
            fairKey = from.fairKey;
            callbackUrl = from.callbackUrl;
            unique = from.unique;
        }

        public Builder args(JsonBytes array) {
            args = array;
            return this;
        }

        public Builder kwargs(JsonBytes object) {
            kwargs = object;
            return this;
        }

        public Builder id(String uuid) {
            id = uuid;
            return this;
        }

        public Builder queue(String name) {
            queue = name;
            return this;
        }

        public Builder priority(int zeroToNine) {
            priority = zeroToNine;
            return this;
        }

        public Builder countdown(Duration fromNow) {
            countdown = fromNow;
            return this;
        }

        public Builder eta(Instant notBefore) {
            eta = notBefore;
            return this;
        }

        public Builder expires(Expires notAfter) {
            expires = notAfter;
            return this;
        }

        public Builder timeLimit(Duration hard) {
            timeLimit = hard;
            return this;
        }

        public Builder softTimeLimit(Duration soft) {
            softTimeLimit = soft;
            return this;
        }

        public Builder retry(RetryOverrides overrides) {
            retry = overrides;
            return this;
        }

        public Builder ignoreResult(boolean ignore) {
            ignoreResult = ignore;
            return this;
        }

        public Builder parentId(String uuid) {
            parentId = uuid;
            return this;
        }

        public Builder headers(Map<String, String> strings) {
            headers = strings;
            return this;
        }

        public Builder link(List<Canvas> onSuccess) {
            link = onSuccess;
            return this;
        }

        public Builder linkError(List<Canvas> onFailure) {
            linkError = onFailure;
            return this;
        }

        public Builder immutable(boolean takesNothing) {
            immutable = takesNothing ? true : null;
            return this;
        }

        public Builder fairKey(String key) {
            fairKey = key;
            return this;
        }

        public Builder callbackUrl(String httpUrl) {
            callbackUrl = httpUrl;
            return this;
        }

        public Builder unique(Unique oneAtATime) {
            unique = oneAtATime;
            return this;
        }

        public TaskRequest build() {
            return new TaskRequest(
                    name,
                    args,
                    kwargs,
                    id,
                    queue,
                    priority,
                    countdown,
                    eta,
                    expires,
                    timeLimit,
                    softTimeLimit,
                    retry,
                    ignoreResult,
                    parentId,
                    headers,
                    link,
                    linkError,
                    immutable,
                    fairKey,
                    callbackUrl,
                    unique);
        }
    }
}
