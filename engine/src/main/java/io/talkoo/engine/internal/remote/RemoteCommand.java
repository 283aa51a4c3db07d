package io.talkoo.engine.internal.remote;

import io.talkoo.engine.internal.TalkooMessage;
import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.engine.internal.task.Waiter;
import io.talkoo.engine.internal.worker.RunReports;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskError;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/** What can be told {@link RemoteWorkers}, by the gateways of all nodes, and what they tell one of theirs. */
public sealed interface RemoteCommand extends TalkooMessage {
    /** A call of a worker; each is answered to its asker. */
    sealed interface WorkerCall extends RemoteCommand {
        String workerId();

        Waiter asker();
    }

    /** Answered once there is something to run, or after {@code atMost}, with at most {@code most} runs. */
    record Poll(String workerId, Duration atMost, int most, Waiter asker) implements WorkerCall {}

    /** The worker runs these. Answered with those that it need not. */
    record Beat(String workerId, List<RunKey> running, Waiter asker) implements WorkerCall {}

    /** A run reports a state of its own. */
    record Progressed(String workerId, RunKey run, String state, JsonBytes meta, Waiter asker) implements WorkerCall {}

    /** A run ended well, or has itself replaced. */
    record Completed(String workerId, RunKey run, Outcome outcome, Waiter asker) implements WorkerCall {}

    /**
     * A run failed.
     *
     * @param retry whether to try again; null is as the policy says
     * @param countdown until then; null is as the policy says
     */
    record Failed(String workerId, RunKey run, TaskError error, Boolean retry, Duration countdown, Waiter asker)
            implements WorkerCall {}

    /** The worker takes no more part. */
    record Leave(String workerId, Waiter asker) implements WorkerCall {}

    /** A worker takes part from now on; answered once it does. */
    record Register(String workerId, NodeInfo info, int concurrency, ActorRef<Done> replyTo) implements RemoteCommand {}

    /** Nobody takes part through this node any more; answered once that is so. */
    record Close(ActorRef<Done> replyTo) implements RemoteCommand {}

    /** A slot was used for this run. */
    record Begun(RunReports run) implements RemoteCommand {}

    /** The run is not to go on. */
    record Stop(RunKey run, String reason) implements RemoteCommand {}

    /** All slots that were offered, and could be used at once, are. */
    record Filled() implements RemoteCommand {}

    /** What became of the runs that a worker named: those of {@code overtaken} are not the current ones. */
    record Checked(List<RunKey> overtaken, Waiter asker) implements RemoteCommand {}

    /** The worker holds nothing any more. Told back to it once it gets no more calls. */
    record Left(String workerId) implements RemoteCommand {}

    /** Look at the clock. */
    record Look() implements RemoteCommand {}
}
