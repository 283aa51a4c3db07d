package io.talkoo.engine.internal.task;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.protocol.ProblemType;

/** What a {@link TaskEntity} answers; {@link #call} tells the asker which call it belongs to. */
public sealed interface TaskReply extends TalkooMessage {
    long call();

    /** @param replayed the id was known with the same body */
    record Submitted(long call, TaskRecord task, boolean replayed) implements TaskReply {}

    record Current(long call, TaskRecord task) implements TaskReply {}

    /** One event of a watch; after one with a ready task no other comes. */
    record Changed(long call, EventId event, TaskRecord task) implements TaskReply {}

    record Forgotten(long call) implements TaskReply {}

    record Refused(long call, ProblemType type, String detail) implements TaskReply {}

    /** The entity ends with the call unanswered; ask again. */
    record Interrupted(long call) implements TaskReply {}
}
