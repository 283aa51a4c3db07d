package io.talkoo.engine.internal.node;

import io.talkoo.engine.internal.gateway.InboxTasks;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.Cancellable;

/** What a node does again and again. */
record Chores(List<Cancellable> timers) {
    private static final Duration COMPARE_CLOCKS_EVERY = Duration.ofSeconds(30);
    private static final Duration REPEAT_WAITS_EVERY = Duration.ofSeconds(10);
    private static final Duration LOOK_FOR_OVERDUE_EVERY = Duration.ofMillis(100);

    static Chores start(EngineNode node, InboxTasks inbox, Retention retention) {
        return new Chores(List.of(
                every(node, LOOK_FOR_OVERDUE_EVERY, node.calls()::expire),
                every(node, EngineNode.SIGNS_EVERY, node.sharedStore()::sign),
                every(node, REPEAT_WAITS_EVERY, () -> repeatWaits(node)),
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
    private static void repeatWaits(EngineNode node) {
        if (node.fleet().isEverShared()) {
            node.calls().repeat();
        }
    }

    void cancel() {
        timers.forEach(Cancellable::cancel);
    }
}
