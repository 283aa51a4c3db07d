package io.talkoo.engine.internal.task;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.protocol.ProblemType;
import java.util.List;

/**
 * What a {@link TaskEntity}, or a worker outside of the node, is answered with; {@link #call} tells the asker which call it
 * belongs to.
 */
public sealed interface TaskReply extends TalkooMessage {
    long call();

    /** @param replayed the id was known with the same body */
    record Submitted(long call, TaskRecord task, boolean replayed) implements TaskReply {}

    record Current(long call, TaskRecord task) implements TaskReply {}

    /** One event of a watch; after one with a ready task no other comes. */
    record Changed(long call, EventId event, TaskRecord task) implements TaskReply {}

    record Forgotten(long call) implements TaskReply {}

    /** What was told is taken, and committed where it has to be. */
    record Taken(long call) implements TaskReply {}

    /** What the worker is to run now. */
    record Handed(long call, List<Handout> runs) implements TaskReply {}

    /** Tasks whose runs, of those that the worker named, are not the current ones any more. */
    record Overtaken(long call, List<String> ids) implements TaskReply {}

    record Refused(long call, ProblemType type, String detail) implements TaskReply {}

    /** The entity ends with the call unanswered; ask again. */
    record Interrupted(long call) implements TaskReply {}
}
