package io.talkoo.engine.internal.news;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.cluster.ClusterMember;
import io.talkoo.engine.internal.task.TaskRecord;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/** What can be told a {@link NewsDesk}. */
public sealed interface NewsMessage extends TalkooMessage {
    /** Tell this desk of another node what happens at yours, from now on. Answered once that is so. */
    record Hear(ActorRef<NewsMessage> desk, ActorRef<Done> replyTo) implements NewsMessage {}

    /** Nobody listens any more at this desk of another node. */
    record Ignore(ActorRef<NewsMessage> desk) implements NewsMessage {}

    /**
     * What happened at another node.
     *
     * @param lost changes that were left out before these
     */
    record Told(List<TaskRecord> tasks, long lost) implements NewsMessage {}

    /** What happened here. */
    record Happened(List<TaskRecord> tasks) implements NewsMessage {}

    /** Somebody listens from now on. Answered with the desks of the other nodes. */
    record Attach(NewsListener listener, ActorRef<Desks> replyTo) implements NewsMessage {}

    record Desks(Set<ActorRef<NewsMessage>> others) {
        /** Host and port of their nodes. */
        Set<String> places() {
            return others.stream()
                    .map(desk -> ClusterMember.place(desk.path().address()))
                    .collect(Collectors.toSet());
        }
    }

    record Detach(NewsListener listener) implements NewsMessage {}

    /** The desks there are, as the receptionist knows them. */
    record Listed(Set<ActorRef<NewsMessage>> desks) implements NewsMessage {}

    /** As time goes by. */
    record Refill() implements NewsMessage {}
}
