package io.talkoo.engine.internal.node;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.canvas.WorkflowPlans;
import io.talkoo.engine.internal.cluster.Membership;
import io.talkoo.engine.internal.control.ControlView;
import io.talkoo.engine.internal.fleet.FleetView;
import io.talkoo.engine.internal.fleet.NodeInfo;
import io.talkoo.engine.internal.gateway.Specs;
import io.talkoo.engine.internal.gateway.TaskView;
import io.talkoo.engine.internal.limit.LimitsView;
import io.talkoo.engine.internal.remote.DeclaredTasks;
import io.talkoo.engine.internal.run.TaskRegistry;
import io.talkoo.engine.internal.store.TaskStore;
import io.talkoo.engine.internal.worker.Workers;

/**
 * What a node knows: of itself and the others, of the task types, and of what is set for the whole cluster. Its parts look
 * here, and some of them keep it up to date. Thread-safe.
 */
record NodeViews(
        Workers workers,
        ControlView control,
        DeclaredTasks declared,
        FleetView fleet,
        LimitsView limits,
        Specs specs,
        WorkflowPlans plans,
        TaskView tasks) {
    static NodeViews of(TalkooSettings settings, TaskRegistry registry, Surroundings surroundings) {
        TaskStore store = surroundings.store();
        Membership membership = surroundings.membership();
        ControlView control = surroundings.control();
        Workers workers = new Workers(store.partitions(settings.cluster().partitions()));
        DeclaredTasks declared = new DeclaredTasks(control, settings.tasks());
        NodeInfo self = SelfPortrait.of(
                settings, registry, membership.place(), store.clock().instant());
        FleetView fleet = new FleetView(self, store::fault, membership::reachableOthers, workers::here, declared);
        LimitsView limits = new LimitsView(fleet, control);
        Specs specs = new Specs(registry, settings.tasks(), settings.webhooks(), fleet, limits, store.clock());
        WorkflowPlans plans = new WorkflowPlans(specs, settings.tasks().maxWorkflowTasks());
        TaskView tasks = new TaskView(fleet, registry.masks());
        return new NodeViews(workers, control, declared, fleet, limits, specs, plans, tasks);
    }
}
