package io.talkoo.engine.internal.node;

import io.talkoo.engine.internal.control.ClusterControl;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.control.Inspection;
import io.talkoo.engine.internal.control.Queues;
import io.talkoo.engine.internal.control.TaskTypes;
import io.talkoo.engine.internal.gateway.Bulk;
import io.talkoo.engine.internal.news.News;
import io.talkoo.engine.internal.store.ControlEntry;
import io.talkoo.engine.internal.worker.SlotsCommand;
import java.time.Clock;
import java.time.Duration;

/** What a running cluster is steered by, from this node. */
public record Steering(
        ClusterControl cluster, Inspection inspection, Queues queues, Bulk bulk, News news, TaskTypes taskTypes) {
    /** A node that missed a change abides by it after this time. */
    static final Duration REREAD_EVERY = Duration.ofSeconds(1);

    static Steering of(EngineNode node, ControlView view, News news, Clock clock) {
        view.onChange(changed -> tell(node, changed));
        var scheduler = node.system().scheduler();
        ClusterControl cluster = new ClusterControl(
                node.store().controlTable(),
                view,
                node.fleet(),
                node.slots(),
                scheduler,
                node.settings().gateway().timeout());
        Inspection inspection = new Inspection(node.fleet(), node.slots(), scheduler);
        Queues queues = new Queues(
                node.store().queueTable(),
                cluster,
                view,
                node.fleet(),
                inspection,
                node.settings().tasks().defaultQueue(),
                clock);
        Bulk bulk = new Bulk(node.questions(), node.queries(), node.store().queueTable(), clock);
        TaskTypes taskTypes = new TaskTypes(node.fleet(), node.limits(), cluster);
        return new Steering(cluster, inspection, queues, bulk, news, taskTypes);
    }

    private static void tell(EngineNode node, ControlEntry changed) {
        if (changed.kind().equals(ControlView.QUEUE_PAUSED) && changed.value() == null) {
            node.workers().resumed(changed.name());
        } else if (changed.kind().equals(ControlView.TASK_LIMITS)
                || changed.kind().equals(ControlView.REMOTE_TASK)) {
            node.slots().tell(new SlotsCommand.LimitsChanged(changed.name()));
        }
    }
}
