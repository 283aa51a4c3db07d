package io.talkoo.engine.internal.remote;

import io.talkoo.config.TalkooSettings.TrackStarted;
import io.talkoo.engine.internal.worker.RunReports;
import io.talkoo.engine.internal.worker.Workplace;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;

/** A process of somebody else's, which asks for what it runs. */
record RemoteWorkplace(Set<String> types, TrackStarted trackStarted, ActorRef<RemoteCommand> worker)
        implements Workplace {
    @Override
    public boolean canRun(String type) {
        return types.contains(type);
    }

    @Override
    public TrackStarted trackStarted(String type) {
        return trackStarted;
    }

    @Override
    public boolean offersSlots() {
        return true;
    }

    @Override
    public Consumer<String> start(RunReports run) {
        worker.tell(new RemoteCommand.Begun(run));
        RunKey key = new RunKey(run.task().task().id(), run.run().token());
        return reason -> worker.tell(new RemoteCommand.Stop(key, reason));
    }
}
