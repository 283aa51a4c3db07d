package io.talkoo.engine.internal.control;

import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.worker.Activity;
import io.talkoo.engine.internal.worker.SlotsCommand;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Asks the nodes what they run. Thread-safe. */
public final class Inspection {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(1);

    private final FleetView fleet;
    private final ActorRef<SlotsCommand> slots;
    private final Scheduler scheduler;

    /** @param slots of this node */
    public Inspection(FleetView fleet, ActorRef<SlotsCommand> slots, Scheduler scheduler) {
        this.fleet = fleet;
        this.slots = slots;
        this.scheduler = scheduler;
    }

    /** What the nodes run that answer within a second. Never fails. */
    public CompletionStage<List<Activity>> all() {
        List<CompletableFuture<Activity>> asked = Stream.concat(
                        Stream.of(slots), fleet.others().stream().map(peer -> peer.slots()))
                .map(this::ask)
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(all -> asked.stream()
                        .map(CompletableFuture::join)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** Ids of the tasks that these nodes run. Never fails. */
    public CompletionStage<Set<String>> running() {
        return all().thenApply(nodes -> nodes.stream()
                .flatMap(node -> node.runs().stream())
                .map(Activity.Active::id)
                .collect(Collectors.toSet()));
    }

    private CompletableFuture<Activity> ask(ActorRef<SlotsCommand> node) {
        return AskPattern.<SlotsCommand, Activity>ask(node, SlotsCommand.Inspect::new, ANSWERS_WITHIN, scheduler)
                .exceptionally(silent -> null)
                .toCompletableFuture();
    }
}
