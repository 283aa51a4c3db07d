package io.talkoo.engine.internal.control;

import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.engine.internal.fleet.Peer;
import io.talkoo.engine.internal.store.ControlEntry;
import io.talkoo.engine.internal.store.ControlTable;
import io.talkoo.engine.internal.worker.SlotsCommand;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets something for the whole cluster: writes it down, then has every node abide by it. A node that cannot be reached
 * reads it as soon as it can. Thread-safe; nothing blocks.
 */
public final class ClusterControl {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterControl.class);

    /** After this time a node that has not answered is told again, if it is still there. */
    private static final Duration TELL_AGAIN_AFTER = Duration.ofSeconds(1);

    private static final long LOOK_AGAIN_MILLIS = 100;

    private final ControlTable table;
    private final ControlView view;
    private final FleetView fleet;
    private final ActorRef<SlotsCommand> slots;
    private final Scheduler scheduler;
    private final Duration timeout;

    /**
     * @param slots of this node
     * @param timeout after which a node that is there and does not answer makes a call fail
     */
    public ClusterControl(
            ControlTable table,
            ControlView view,
            FleetView fleet,
            ActorRef<SlotsCommand> slots,
            Scheduler scheduler,
            Duration timeout) {
        this.table = table;
        this.view = view;
        this.fleet = fleet;
        this.slots = slots;
        this.scheduler = scheduler;
        this.timeout = timeout;
    }

    /**
     * Sets a value, durably; completes once all nodes that are reachable abide by it. Fails with UNAVAILABLE when the store
     * or a node did not answer in time; it may hold all the same then, or from a moment later.
     *
     * @param kind see {@link ControlView}
     * @param value null takes it back
     */
    public CompletionStage<Done> set(String kind, String name, String value) {
        return table.put(kind, name, value).thenCompose(this::tellAll);
    }

    private CompletionStage<Done> tellAll(ControlEntry entry) {
        return tellAll(entry, new HashSet<>(), System.nanoTime() + timeout.toNanos());
    }

    /** A member that has not introduced itself yet may have read what was set before: it is told as soon as it is known. */
    private CompletionStage<Done> tellAll(ControlEntry entry, Set<ActorRef<SlotsCommand>> before, long deadlineNanos) {
        boolean all = fleet.unheard().isEmpty();
        Stream<ActorRef<SlotsCommand>> nodes =
                Stream.concat(Stream.of(slots), fleet.others().stream().map(Peer::slots));
        CompletableFuture<?>[] told = nodes.filter(before::add)
                .map(node -> tell(node, entry, deadlineNanos))
                .toArray(CompletableFuture[]::new);
        CompletionStage<Void> confirmed = CompletableFuture.allOf(told);
        return all || System.nanoTime() - deadlineNanos >= 0
                ? confirmed.thenApply(done -> Done.getInstance())
                : confirmed
                        .thenCompose(done -> CompletableFuture.supplyAsync(
                                () -> entry,
                                CompletableFuture.delayedExecutor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)))
                        .thenCompose(again -> tellAll(again, before, deadlineNanos));
    }

    private CompletableFuture<Done> tell(ActorRef<SlotsCommand> node, ControlEntry entry, long deadlineNanos) {
        return AskPattern.<SlotsCommand, Done>ask(
                        node, replyTo -> new SlotsCommand.Obey(entry, replyTo), TELL_AGAIN_AFTER, scheduler)
                .exceptionallyCompose(silent -> {
                    if (!isThere(node)) {
                        return CompletableFuture.completedFuture(Done.getInstance());
                    }
                    return System.nanoTime() - deadlineNanos < 0
                            ? tell(node, entry, deadlineNanos)
                            : CompletableFuture.failedFuture(new TalkooException(
                                    ProblemType.UNAVAILABLE,
                                    "It is written down, but a node did not confirm it in time; send the same again."));
                })
                .toCompletableFuture();
    }

    private boolean isThere(ActorRef<SlotsCommand> node) {
        NodeInfo info = fleet.info(node);
        return node.equals(slots) || info != null && fleet.isReachable(info);
    }

    /** Takes in what others have set, in case that they could not tell this node. */
    public void reread() {
        table.all().whenComplete((entries, failure) -> {
            if (failure == null) {
                view.apply(entries);
            } else {
                LOG.debug("What is set for the cluster could not be read; it is tried again: {}", failure.toString());
            }
        });
    }
}
