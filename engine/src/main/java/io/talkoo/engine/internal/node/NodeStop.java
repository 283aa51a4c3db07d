package io.talkoo.engine.internal.node;

import io.talkoo.engine.internal.worker.SlotsCommand;
import io.talkoo.engine.internal.worker.WorkerCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a node in good order: no more submits, nothing new begins, what runs may end within the drain time, what it
 * brought is written, the rest is left to the store. Blocks.
 */
public final class NodeStop {
    private static final Logger LOG = LoggerFactory.getLogger(NodeStop.class);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(40);
    private static final Duration GUESTS_LEAVE_WITHIN = Duration.ofSeconds(3);
    private static final Duration SIGNS_OFF_WITHIN = Duration.ofSeconds(2);

    private NodeStop() {}

    /** @param ownSystem whether the actor system ends too */
    public static void stop(EngineNode node, boolean ownSystem) {
        boolean lost = node.isStopping();
        node.refuseSubmits("The node is stopping.");
        Duration drain = node.settings().shutdown().drain();
        await(node.remote().close(GUESTS_LEAVE_WITHIN).toCompletableFuture(), GUESTS_LEAVE_WITHIN);
        if (!lost && !drained(node, drain)) {
            LOG.warn(
                    "Tasks still run {} after the stop was asked for; they are interrupted and run again later.",
                    drain);
        }
        // What was interrupted has no outcome: its row says that it is open, and it runs again.
        node.executor().close();
        node.cancelTimers();
        node.calls().close();
        end(node, ownSystem);
        await(node.sharedStore().leave(), SIGNS_OFF_WITHIN);
        node.store().close();
    }

    /** Whether what runs here has ended. Other nodes, if there are any, go on with what waits. */
    private static boolean drained(EngineNode node, Duration drain) {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        if (node.fleet().others().isEmpty()) {
            for (int partition = 0; partition < node.workers().partitions(); partition++) {
                ActorRef<WorkerCommand> worker = node.workers().local(partition);
                if (worker != null) {
                    answers.add(ask(node, worker, WorkerCommand.Drain::new, drain));
                }
            }
        }
        answers.add(ask(node, node.slots(), SlotsCommand.Drain::new, drain));
        return await(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)), drain);
    }

    private static <T> CompletableFuture<Done> ask(
            EngineNode node, ActorRef<T> actor, Function<ActorRef<Done>, T> message, Duration within) {
        return AskPattern.ask(actor, message::apply, within, node.system().scheduler())
                .toCompletableFuture();
    }

    private static void end(EngineNode node, boolean ownSystem) {
        node.workers().leave();
        CompletionStage<?> ended;
        if (ownSystem) {
            node.system().terminate();
            ended = node.system().getWhenTerminated();
        } else {
            ended = node.stopActors(ENDS_WITHIN);
        }
        if (!await(ended.toCompletableFuture(), ENDS_WITHIN)) {
            LOG.warn("The engine's actors did not end within {}.", ENDS_WITHIN);
        }
    }

    private static boolean await(CompletableFuture<?> event, Duration atMost) {
        try {
            event.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
