package io.talkoo.engine;

import io.talkoo.protocol.Expires;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.Unique;
import io.talkoo.protocol.UniqueUntil;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What one submit says besides the arguments; what it leaves out comes from the task type. Immutable: every method
 * answers with a copy, {@code TaskOptions.none().queue("mail").countdown(Duration.ofSeconds(10))}.
 */
public final class TaskOptions {
    private static final TaskOptions NONE =
            new TaskOptions(TaskRequest.named(null).build());

    /** A request that lacks name and arguments. */
    private final TaskRequest said;

    private TaskOptions(TaskRequest said) {
        this.said = said;
    }

    private static TaskOptions of(TaskRequest.Builder said) {
        return new TaskOptions(said.build());
    }

    /** Everything as the task type says. */
    public static TaskOptions none() {
        return NONE;
    }

    /** Not before this long from now; not together with {@link #eta}. */
    public TaskOptions countdown(Duration fromNow) {
        return of(said.toBuilder().countdown(fromNow));
    }

    /** Not before this instant; not together with {@link #countdown}. */
    public TaskOptions eta(Instant notBefore) {
        return of(said.toBuilder().eta(notBefore));
    }

    /** Revoked if not started this long after the submit. */
    public TaskOptions expires(Duration afterSubmit) {
        return of(said.toBuilder().expires(Expires.after(afterSubmit)));
    }

    /** Revoked if not started by then. */
    public TaskOptions expires(Instant notAfter) {
        return of(said.toBuilder().expires(Expires.at(notAfter)));
    }

    /** Queue it waits in. */
    public TaskOptions queue(String name) {
        return of(said.toBuilder().queue(name));
    }

    /** 0 lowest to 9 first. */
    public TaskOptions priority(int zeroToNine) {
        return of(said.toBuilder().priority(zeroToNine));
    }

    /** Retries this task by itself, whatever it throws, except for what its type excludes. */
    public TaskOptions retry(RetryPolicy policy) {
        return of(said.toBuilder().retry(policy.overrides()));
    }

    /** Hard limit of one attempt. */
    public TaskOptions timeLimit(Duration hard) {
        return of(said.toBuilder().timeLimit(hard));
    }

    /** Soft limit of one attempt; not above the hard one. */
    public TaskOptions softTimeLimit(Duration soft) {
        return of(said.toBuilder().softTimeLimit(soft));
    }

    /** Whether the return value is dropped. */
    public TaskOptions ignoreResult(boolean ignore) {
        return of(said.toBuilder().ignoreResult(ignore));
    }

    /** Strings handed to the task; replaces those said before. */
    public TaskOptions headers(Map<String, String> strings) {
        return of(said.toBuilder().headers(strings));
    }

    /**
     * Of the tasks of its name with this key there is one at a time: while another one has the key, its handle is the answer, and
     * nothing is stored.
     *
     * @param key 1 to 255 characters
     * @param until how long the task has the key to itself
     */
    public TaskOptions uniqueKey(String key, UniqueUntil until) {
        return of(said.toBuilder().unique(new Unique(key, until)));
    }

    /** By what its queue is shared out fairly: tasks with different keys take turns. */
    public TaskOptions fairKey(String key) {
        return of(said.toBuilder().fairKey(key));
    }

    /** Where its status is posted once it has ended; only to hosts that {@code talkoo.webhooks} allows. */
    public TaskOptions callbackUrl(URI url) {
        return of(said.toBuilder().callbackUrl(url.toString()));
    }

    /** The caller's own id, any UUID: the same id twice is the same task. */
    public TaskOptions id(String uuid) {
        return of(said.toBuilder().id(uuid));
    }

    /** The task that submits this one; its root is inherited. */
    public TaskOptions parentId(String uuid) {
        return of(said.toBuilder().parentId(uuid));
    }

    /** {@code task} with what is said here in place of what it says. */
    TaskRequest over(TaskRequest task) {
        TaskRequest.Builder all = task.toBuilder();
        set(said.queue(), all::queue);
        set(said.priority(), all::priority);
        set(said.countdown(), all::countdown);
        set(said.eta(), all::eta);
        set(said.expires(), all::expires);
        set(said.timeLimit(), all::timeLimit);
        set(said.softTimeLimit(), all::softTimeLimit);
        set(said.retry(), all::retry);
        set(said.ignoreResult(), all::ignoreResult);
        set(said.headers(), all::headers);
        set(said.fairKey(), all::fairKey);
        set(said.callbackUrl(), all::callbackUrl);
        set(said.unique(), all::unique);
        return all.build();
    }

    private static <T> void set(T value, Consumer<T> option) {
        if (value != null) {
            option.accept(value);
        }
    }

    /** The submit of the named task with these options; {@code args} is a JSON array, {@code kwargs} an object. */
    public TaskRequest request(String name, JsonBytes args, JsonBytes kwargs) {
        return new TaskRequest(
                name,
                args,
                kwargs,
                said.id(),
                said.queue(),
                said.priority(),
                said.countdown(),
                said.eta(),
                said.expires(),
                said.timeLimit(),
                said.softTimeLimit(),
                said.retry(),
                said.ignoreResult(),
                said.parentId(),
                said.headers(),
                said.link(),
                said.linkError(),
                said.immutable(),
                said.fairKey(),
                said.callbackUrl(),
                said.unique());
    }
}
