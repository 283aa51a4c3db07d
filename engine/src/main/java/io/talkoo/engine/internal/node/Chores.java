package io.talkoo.engine.internal.node;

import io.talkoo.engine.internal.cluster.Membership;
import io.talkoo.engine.internal.gateway.InboxTasks;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.Cancellable;

/** What a node does again and again. */
record Chores(List<Cancellable> timers) {
    private static final Duration COMPARE_CLOCKS_EVERY = Duration.ofSeconds(30);
    private static final Duration REPEAT_WAITS_EVERY = Duration.ofSeconds(10);
    /** A region may still think that the node is there when its cluster knows that it is not. */
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(1);

    private static final Duration LOOK_FOR_OVERDUE_EVERY = Duration.ofMillis(100);

    static Chores start(EngineNode node, Membership membership, InboxTasks inbox, Retention retention) {
        membership.whenOthersGo(() -> othersGone(node));
        return new Chores(List.of(
                every(node, LOOK_FOR_OVERDUE_EVERY, node.calls()::expire),
                every(node, EngineNode.SIGNS_EVERY, node.sharedStore()::sign),
                every(node, REPEAT_WAITS_EVERY, () -> repeatWaits(node, membership)),
                every(node, Steering.REREAD_EVERY, node.steering().cluster()::reread),
                every(node, node.settings().store().inboxInterval(), inbox::look),
                every(node, COMPARE_CLOCKS_EVERY, node.store()::compareClocks),
                every(node, node.settings().worker().sweepInterval(), node.workers()::wake),
                every(node, node.settings().retention().interval(), retention)));
    }

    private static Cancellable every(EngineNode node, Duration interval, Runnable job) {
        var system = node.system();
        return system.scheduler().scheduleWithFixedDelay(interval, interval, job, system.executionContext());
    }

    /** What waits at an entity on another node may have got lost with a message, or with the node. */
    private static void repeatWaits(EngineNode node, Membership membership) {
        if (membership.isEverShared()) {
            node.calls().repeat();
        }
    }

    /** Their partitions go to nodes that should not be the first to hear of it from a task. */
    private static void othersGone(EngineNode node) {
        Runnable ask = () -> {
            node.calls().repeat();
            node.workers().wake();
        };
        ask.run();
        node.system()
                .scheduler()
                .scheduleOnce(ASK_AGAIN_AFTER, ask, node.system().executionContext());
    }

    void cancel() {
        timers.forEach(Cancellable::cancel);
    }
}
