package io.talkoo.engine.internal.node;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.store.Effects;
import io.talkoo.engine.internal.task.StoredTask;
import io.talkoo.engine.internal.task.TaskCommand;
import io.talkoo.engine.internal.worker.WorkerCommand;
import io.talkoo.engine.internal.worker.Workers;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Tells what the ends of rows brought about: Workers of tasks to run, entities of their ends. Hints, all of them. */
final class FollowUps {
    private FollowUps() {}

    static Behavior<Effects> create(Workers workers, ActorRef<TalkooMessage> tasks) {
        return Behaviors.receiveMessage(effects -> {
            for (StoredTask task : effects.toRun()) {
                workers.tell(new WorkerCommand.Offer(task, null, false, null));
            }
            effects.ended().forEach(id -> tasks.tell(new TaskCommand.Reread(id)));
            return Behaviors.same();
        });
    }
}
