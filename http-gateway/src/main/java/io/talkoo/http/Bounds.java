package io.talkoo.http;

import io.opentelemetry.context.Context;
import io.talkoo.config.Reach;
import io.talkoo.engine.TaskGateway;
import io.talkoo.http.auth.Caller;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskTypeStatus;
import io.talkoo.protocol.WorkerRequest;
import io.talkoo.protocol.WorkerTask;
import io.talkoo.protocol.WorkflowStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Keeps callers whose key is for some queues or task names to these. All that is out of bounds is FORBIDDEN. */
final class Bounds {
    private final TaskGateway gateway;

    Bounds(TaskGateway gateway) {
        this.gateway = gateway;
    }

    /** {@code route} for callers who may reach the task of its {@code {id}}. */
    Route task(Route route) {
        return checked(
                route,
                (reach, id) -> gateway.status(id)
                        .thenAccept(task -> require(reach.has(task.name(), task.queue()), "task " + id)));
    }

    /** Its tree tells the names of its tasks and not their queues, so a key for some queues is not enough. */
    Route workflow(Route route) {
        return checked(route, (reach, id) -> {
            require(reach.queues().isEmpty(), "a workflow; ask for its tasks");
            return gateway.workflows()
                    .status(id)
                    .thenAccept(workflow -> require(hasAll(reach, workflow.root()), "workflow " + id));
        });
    }

    private static boolean hasAll(Reach reach, WorkflowStatus.Node node) {
        return (node.name() == null || reach.hasTask(node.name()))
                && node.children().stream().allMatch(child -> hasAll(reach, child));
    }

    /** What is done to a queue is done to all tasks in it, whatever their names. */
    Route queue(Route route) {
        return checked(route, (reach, name) -> {
            require(reach.hasQueue(name) && reach.tasks().isEmpty(), "queue " + name);
            return CompletableFuture.completedFuture(null);
        });
    }

    /** What is done to a task type is done to its tasks in all queues. */
    Route taskType(Route route) {
        return checked(route, (reach, name) -> {
            require(reach.hasTask(name) && reach.queues().isEmpty(), "task type " + name);
            return CompletableFuture.completedFuture(null);
        });
    }

    /** {@code route} for callers who may submit what the schedule of its {@code {name}} does. */
    Route schedule(Route route) {
        return checked(
                route,
                (reach, name) ->
                        gateway.schedules().get(name).thenAccept(schedule -> requireTasks(reach, schedule.task())));
    }

    private Route checked(Route route, BiFunction<Reach, String, CompletionStage<Void>> check) {
        return route.with(call -> {
                    Reach reach = call.caller().reach();
                    return reach.isEverything()
                            ? route.handler().handle(call)
                            : check.apply(reach, call.id() == null ? call.name() : call.id())
                                    .thenCompose(Context.current()
                                            .wrapFunction(
                                                    fine -> route.handler().handle(call)));
                })
                .forAnyReach();
    }

    /** Submits a task for a caller who may reach it, its callbacks, and the task that is named as its parent. */
    CompletionStage<TaskGateway.Submitted> submit(Caller caller, TaskRequest task) {
        Reach reach = caller.reach();
        if (reach.isEverything()) {
            return gateway.submit(task);
        }
        requireTasks(reach, task);
        return task.parentId() == null
                ? gateway.submit(task)
                : gateway.status(task.parentId())
                        .thenAccept(parent -> require(reach.has(parent.name(), parent.queue()), "the parent"))
                        .thenCompose(Context.current().wrapFunction(fine -> gateway.submit(task)));
    }

    /** Throws FORBIDDEN for a canvas with a task that is out of bounds anywhere in it. */
    void requireCanvas(Caller caller, Canvas canvas) {
        Reach reach = caller.reach();
        if (!reach.isEverything()) {
            Map<String, String> queues = queues(reach);
            CanvasTasks.each(canvas, task -> requireTask(reach, task, queues));
        }
    }

    /** Throws FORBIDDEN for a task that is out of bounds, or a callback of it. */
    void requireTasks(Reach reach, TaskRequest task) {
        if (!reach.isEverything()) {
            Map<String, String> queues = queues(reach);
            CanvasTasks.each(task, each -> requireTask(reach, each, queues));
        }
    }

    /** Tells whether a task is within reach, with its callbacks. */
    Predicate<TaskRequest> within(Reach reach) {
        Map<String, String> queues = queues(reach);
        return task -> {
            try {
                CanvasTasks.each(task, each -> requireTask(reach, each, queues));
                return true;
            } catch (TalkooException e) {
                return false;
            }
        };
    }

    /** The queue of each task type, which counts where a submit names none. */
    private Map<String, String> queues(Reach reach) {
        return reach.queues().isEmpty()
                ? Map.of()
                : gateway.control().taskTypes().stream()
                        .collect(Collectors.toMap(TaskTypeStatus::name, TaskTypeStatus::queue));
    }

    /** One without a name, or of a type that nobody knows, is refused further on. */
    private static void requireTask(Reach reach, TaskRequest task, Map<String, String> queues) {
        if (task.name() != null) {
            require(reach.hasTask(task.name()), "tasks named " + task.name());
            String queue = task.queue() == null ? queues.get(task.name()) : task.queue();
            require(queue == null || reach.hasQueue(queue), "the queue " + queue);
        }
    }

    /**
     * Throws FORBIDDEN for a worker that offers itself for queues or tasks that are out of bounds, or that would declare anew
     * what belongs to another queue: the last declaration of a task type holds, for all who submit it.
     */
    void requireWorker(Caller caller, WorkerRequest worker) {
        Reach reach = caller.reach();
        if (worker.queues() != null) {
            worker.queues().forEach(queue -> require(queue == null || reach.hasQueue(queue), "the queue " + queue));
        }
        Map<String, String> queues = queues(reach);
        for (WorkerTask task : worker.tasks() == null ? List.<WorkerTask>of() : worker.tasks()) {
            if (task != null && task.name() != null) {
                requireDeclaration(reach, task, queues.get(task.name()));
            }
        }
    }

    /** @param present the queue that tasks of this type go to as it stands; null of a type that nobody declared */
    private static void requireDeclaration(Reach reach, WorkerTask task, String present) {
        require(reach.hasTask(task.name()), "tasks named " + task.name());
        require(
                reach.queues().isEmpty() || task.queue() != null && reach.hasQueue(task.queue()),
                "the queue of " + task.name() + "; declare one that it is for");
        require(
                present == null || reach.hasQueue(present),
                "the task type " + task.name() + ", which is declared for the queue " + present
                        + "; choose another name");
    }

    /** Throws FORBIDDEN for a filter that takes in more than what is within reach. */
    static void requireFilter(Caller caller, TaskFilter filter) {
        Reach reach = caller.reach();
        require(
                reach.queues().isEmpty() || filter.queue() != null && reach.hasQueue(filter.queue()),
                "all queues; name one in the filter");
        require(
                reach.tasks().isEmpty() || filter.name() != null && reach.hasTask(filter.name()),
                "all tasks; name one in the filter");
    }

    static void require(boolean withinReach, String what) {
        if (!withinReach) {
            throw new TalkooException(ProblemType.FORBIDDEN, "the key is not for " + what);
        }
    }
}
