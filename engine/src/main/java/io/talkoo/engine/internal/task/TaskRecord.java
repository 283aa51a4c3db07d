package io.talkoo.engine.internal.task;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.talkoo.protocol.Attempt;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskError;
import java.time.Instant;
import java.util.List;

/**
 * All that is known of a task: what was asked for and what came of it. This is the state of its entity and the content
 * of its row. Immutable; {@link TaskState} is the only place that makes a new one out of an old one.
 *
 * @param custom the word a running task reported in place of STARTED; null if none
 * @param dueAt the earliest start of the next attempt
 * @param retries retries asked for so far, the coming one included
 * @param deliveries how often it was handed to a worker, as far as it was written down
 * @param losses how many runs in a row ended with their node, without an outcome
 * @param run the current or last run, see {@link Run#token()}
 * @param startedAt start of the current or last attempt
 * @param revoking revoked while it ran: the run may end, another one does not start; the reason, or null
 * @param input what came from the row it waited for, its first argument; null if nothing did
 * @param replacement the row whose result it takes, since it was replaced; null if it was not
 * @param starts rows that are inserted together with this state; not part of it
 * @param purgeAt when retention may delete it; null while it is not ready
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TaskRecord(
        TaskSpec spec,
        Phase phase,
        String custom,
        Instant dueAt,
        int retries,
        int deliveries,
        int losses,
        long run,
        Instant startedAt,
        Instant finishedAt,
        String worker,
        JsonBytes result,
        JsonBytes meta,
        TaskError error,
        List<Attempt> attempts,
        String revoking,
        Instant purgeAt,
        JsonBytes input,
        String replacement,
        @JsonIgnore List<TaskRecord> starts) {

    public TaskRecord {
        attempts = attempts == null ? List.of() : attempts;
        starts = starts == null ? List.of() : starts;
    }

    public String id() {
        return spec.id();
    }

    /** A task that was just submitted as part of a trace; null leaves it as it is. */
    public TaskRecord traced(String context) {
        return context == null ? this : new TaskDraft(spec.traced(context), phase, this).record();
    }

    public boolean ready() {
        return phase.ready();
    }

    /** Whether it could not run, because something before it failed. What replaces a task is not before it. */
    @JsonIgnore
    public boolean isUpstreamFailed() {
        return replacement == null && error != null && ErrorTypes.UPSTREAM_FAILED.equals(error.type());
    }

    /** Its error as clients see it: only what could not run names the task that failed before it. */
    public TaskError shownError() {
        return error == null || ErrorTypes.UPSTREAM_FAILED.equals(error.type())
                ? error
                : new TaskError(error.type(), error.message(), error.traceback(), null);
    }

    /** Whether its result is that of other rows: a group's, or that of a task that was replaced. */
    boolean standsForOthers() {
        return spec.flow().group() || replacement != null;
    }

    /** Without what it works on and what came of it: this may end in a log. */
    @Override
    public String toString() {
        return "TaskRecord[" + spec.id() + " " + spec.name() + " " + state() + "]";
    }

    /** The state as clients see it: the custom word while there is one. */
    public String state() {
        return custom != null && phase == Phase.STARTED ? custom : phase.word();
    }
}
