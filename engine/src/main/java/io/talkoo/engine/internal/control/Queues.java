package io.talkoo.engine.internal.control;

import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.engine.internal.store.QueueTable;
import io.talkoo.engine.internal.store.QueueTable.Count;
import io.talkoo.engine.internal.worker.Activity;
import io.talkoo.engine.internal.worker.QueueSlots;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.QueueStatus;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The queues of the cluster: the default one, those that a task was ever stored for, that a node serves by name or has task
 * types for, and those that are paused.
 * Thread-safe.
 */
public final class Queues {
    private final QueueTable table;
    private final ClusterControl control;
    private final ControlView view;
    private final FleetView fleet;
    private final Inspection inspection;
    private final String defaultQueue;
    private final Clock clock;
    private final RecentCounts counts;

    public Queues(
            QueueTable table,
            ClusterControl control,
            ControlView view,
            FleetView fleet,
            Inspection inspection,
            String defaultQueue,
            Clock clock) {
        this.table = table;
        this.control = control;
        this.view = view;
        this.fleet = fleet;
        this.inspection = inspection;
        this.defaultQueue = defaultQueue;
        this.clock = clock;
        this.counts = new RecentCounts(() -> table.counts(clock.instant()), System::nanoTime);
    }

    /** All queues by name. Where very much waits, the numbers may be as old as ten times what counting takes. */
    public CompletionStage<List<QueueStatus>> all() {
        return table.names().thenCompose(stored -> {
            Set<String> names = new TreeSet<>(stored);
            names.addAll(declared());
            names.addAll(view.pausedQueues());
            return statuses(names);
        });
    }

    /** The names that nodes serve, and that their task types have. */
    private Set<String> declared() {
        Set<String> names = new TreeSet<>();
        names.add(defaultQueue);
        for (NodeInfo node : fleet.all()) {
            names.addAll(node.queues().byName().keySet());
            names.addAll(node.queues().only());
            node.types().values().forEach(type -> names.add(type.queue()));
        }
        names.remove(QueueSlots.ANY);
        return names;
    }

    private CompletionStage<List<QueueStatus>> statuses(Collection<String> names) {
        return counts.get().thenCombine(inspection.all(), (counted, activities) -> {
            Map<String, Count> byName = counted.stream().collect(Collectors.toMap(Count::queue, Function.identity()));
            return names.stream()
                    .map(name -> status(name, byName.getOrDefault(name, none(name)), running(name, activities)))
                    .toList();
        });
    }

    private static Count none(String name) {
        return new Count(name, 0, 0, null);
    }

    private static long running(String name, List<Activity> activities) {
        return activities.stream()
                .mapToLong(activity -> activity.byQueue().getOrDefault(name, 0))
                .sum();
    }

    /** What runs is among the open tasks whose time has come, whether its row says that it runs or not. */
    private QueueStatus status(String name, Count count, long running) {
        long ready = Math.max(0, count.due() - running);
        return new QueueStatus(
                name,
                ready,
                count.total() - count.due(),
                running,
                view.isPaused(name),
                fleet.concurrency(name),
                ready == 0 || count.oldest() == null ? null : secondsSince(count.oldest()));
    }

    private double secondsSince(Instant then) {
        return Math.max(0, Duration.between(then, clock.instant()).toMillis()) / 1000.0;
    }

    /** The queue as it is. Fails with NOT_FOUND, and with INVALID for what cannot be the name of one. */
    public CompletionStage<QueueStatus> status(String name) {
        return known(name, () -> statuses(List.of(name)).thenApply(one -> one.get(0)));
    }

    /** Nothing of the queue begins any more once this completes, anywhere. Fails as {@link #status} does. */
    public CompletionStage<QueueStatus> pause(String name) {
        return known(name, () -> control.set(ControlView.QUEUE_PAUSED, name, ""))
                .thenCompose(done -> status(name));
    }

    /** Takes back {@link #pause}. Fails as {@link #status} does. */
    public CompletionStage<QueueStatus> resume(String name) {
        return known(name, () -> control.set(ControlView.QUEUE_PAUSED, name, null))
                .thenCompose(done -> statuses(List.of(name)))
                .thenApply(one -> one.get(0));
    }

    /** What {@code call} brings, if there is such a queue. Fails as {@link #status} does. */
    public <T> CompletionStage<T> known(String name, Supplier<CompletionStage<T>> call) {
        if (!TaskRequests.isQueueName(name)) {
            return CompletableFuture.failedStage(new TalkooException(
                    ProblemType.INVALID, "expected the name of a queue, " + TaskRequests.QUEUE_NAME + ", got " + name));
        }
        if (view.isPaused(name) || declared().contains(name)) {
            return call.get();
        }
        return table.knows(name).thenCompose(known -> {
            if (!known) {
                throw new TalkooException(
                        ProblemType.NOT_FOUND,
                        "There is no queue " + name + "; one exists from the first task or node that names it.");
            }
            return call.get();
        });
    }
}
