package io.talkoo.engine.internal.remote;

import io.talkoo.engine.internal.task.Handout;
import io.talkoo.engine.internal.task.TaskReply;
import io.talkoo.engine.internal.task.Waiter;
import java.util.List;

/**
 * A worker that waits for something to run.
 *
 * @param untilNanos by {@link System#nanoTime}
 */
record WaitingPoll(Waiter asker, int most, long untilNanos) {
    boolean isOver(long nanos) {
        return nanos - untilNanos >= 0;
    }

    void answer(List<Handout> runs) {
        asker.replyTo().tell(new TaskReply.Handed(asker.call(), runs));
    }
}
