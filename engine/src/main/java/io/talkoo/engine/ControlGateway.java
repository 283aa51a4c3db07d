package io.talkoo.engine;

import io.talkoo.engine.internal.control.Inspection;
import io.talkoo.engine.internal.control.Queues;
import io.talkoo.engine.internal.control.TaskTypes;
import io.talkoo.engine.internal.gateway.Bulk;
import io.talkoo.engine.internal.gateway.TaskView;
import io.talkoo.engine.internal.news.News;
import io.talkoo.engine.internal.news.NewsListener;
import io.talkoo.engine.internal.news.NewsTopic;
import io.talkoo.engine.internal.node.Steering;
import io.talkoo.engine.internal.store.TaskQueries;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.worker.Activity;
import io.talkoo.protocol.FailureGroup;
import io.talkoo.protocol.LimitsChange;
import io.talkoo.protocol.NodeActivity;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.QueueStatus;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.TaskTypeStatus;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Steers a running engine: its queues, many tasks at once, what failed, what runs. All of it holds for the whole cluster.
 * Every method answers at once with a stage; a refusal completes it with a {@link TalkooException}, UNAVAILABLE when the
 * store or a node did not answer in time. Continuations run on the engine's threads and must not block. Thread-safe.
 */
public final class ControlGateway {
    private final Queues queues;
    private final Bulk bulk;
    private final TaskQueries queries;
    private final Inspection inspection;
    private final News news;
    private final TaskView view;
    private final TaskTypes taskTypes;
    private volatile Shown lastShown;

    /** Of which tasks somebody wants to hear, by name, queue and what has become of them; null is any. */
    public record Topic(String name, String queue, String state) {
        public static final Topic ALL = new Topic(null, null, null);
    }

    private record Shown(TaskRecord task, TaskStatus status) {}

    ControlGateway(Steering steering, TaskQueries queries, TaskView view) {
        this.news = steering.news();
        this.view = view;
        this.queues = steering.queues();
        this.bulk = steering.bulk();
        this.inspection = steering.inspection();
        this.taskTypes = steering.taskTypes();
        this.queries = queries;
    }

    /**
     * All queues, by name: the default one, those that a task was ever stored for, that a node serves or has task types for, and
     * those that are paused.
     */
    public CompletionStage<List<QueueStatus>> queues() {
        return queues.all();
    }

    /** A queue. Fails with NOT_FOUND if there is none of that name, and with INVALID if there cannot be one. */
    public CompletionStage<QueueStatus> queue(String name) {
        return queues.status(name);
    }

    /**
     * Pauses a queue, durably: once this completes nothing of it begins on any node, until it is resumed. What runs goes on,
     * and submits are accepted. Fails as {@link #queue} does, and with UNAVAILABLE while a node that is there does not confirm
     * it. A node that cannot be reached abides by it within a second of reaching the store.
     */
    public CompletionStage<QueueStatus> pause(String queue) {
        return queues.pause(queue);
    }

    /** Takes back {@link #pause}; what waits begins at once. Fails as {@link #queue} does. */
    public CompletionStage<QueueStatus> resume(String queue) {
        return queues.resume(queue);
    }

    /**
     * Revokes all that waits in a queue, with an eta or for a retry too, and leaves what runs. Completes with the number of
     * tasks revoked; none of them starts any more. Fails as {@link #queue} does.
     */
    public CompletionStage<Long> purge(String queue) {
        return queues.known(queue, () -> bulk.purge(queue));
    }

    /**
     * Revokes all tasks of a filter that have not ended, each as {@link TaskGateway#revoke} does. Completes with the number of
     * tasks that are REVOKED because of it. Fails with INVALID for {@link TaskFilter#ALL}.
     *
     * @param reason kept in the tasks' errors; null is "revoked"
     */
    public CompletionStage<Long> revoke(TaskFilter filter, boolean terminate, String reason) {
        return filter.isEmpty() ? refused() : bulk.revoke(filter, terminate, reason == null ? "revoked" : reason);
    }

    /**
     * Runs all tasks of a filter again that failed, or that are in the state that the filter asks for, each as
     * {@link TaskGateway#retry} does; what failed because of a task before it runs again with that one. Completes with their
     * number. Fails with INVALID for {@link TaskFilter#ALL}.
     */
    public CompletionStage<Long> retry(TaskFilter filter) {
        return filter.isEmpty() ? refused() : bulk.retry(filter);
    }

    private static <T> CompletionStage<T> refused() {
        return CompletableFuture.failedStage(
                new TalkooException(
                        ProblemType.INVALID,
                        "expected at least one of state, name, queue, rootId, headers and errorType, got a filter for every task"));
    }

    /**
     * The tasks that failed, in groups by the type of their error and the name of the task, the largest first.
     *
     * @param limit most groups
     */
    public CompletionStage<List<FailureGroup>> failures(int limit) {
        return queries.failures(limit);
    }

    /**
     * Tells {@code listener} of the changes of tasks, from when this completes on, from one thread at a time, which it must not
     * hold up. Of one task the changes come in their order, unless different nodes saw them. Arguments, results and meta of
     * more than 16 KiB together are left out. All listeners of a node together are told of 5,000 changes a second, beyond a
     * burst of 10,000; of what there is no room for each is told the last one, ten times a second at the most.
     *
     * @param lost told how many changes were left out, because there were more than can be told
     */
    public CompletionStage<TaskGateway.Watch> listen(Topic topic, Consumer<TaskStatus> listener, LongConsumer lost) {
        NewsTopic wanted = new NewsTopic(topic.name, topic.queue, topic.state, null);
        Consumer<TaskRecord> shown = task -> listener.accept(shown(task));
        return news.listen(new NewsListener(wanted, shown, lost)).thenApply(end -> end::run);
    }

    /** All listeners are told of the same change, one after the other. */
    private TaskStatus shown(TaskRecord task) {
        Shown latest = lastShown;
        if (latest == null || latest.task != task) {
            latest = new Shown(task, view.status(task, List.of()));
            lastShown = latest;
        }
        return latest.status;
    }

    /** The task types that a node knows, by name, with what holds for them at the moment. */
    public List<TaskTypeStatus> taskTypes() {
        return taskTypes.all();
    }

    /**
     * Changes the limits of a task type for the whole cluster, durably: what is changed holds, whatever the type declares, until
     * it is changed again. What has a slot by then goes on, and counts: nothing takes its place before the limits allow it.
     * Completes with the type as it is then. Fails with NOT_FOUND for a type that no node knows,
     * with BAD_REQUEST and INVALID for limits that cannot be, and as {@link #pause} does.
     */
    public CompletionStage<TaskTypeStatus> changeLimits(String type, LimitsChange change) {
        return taskTypes.change(type, change);
    }

    /** What runs where, by the nodes' names; a node that does not answer within a second is left out. */
    public CompletionStage<List<NodeActivity>> running() {
        return inspection
                .all()
                .thenApply(activities -> activities.stream()
                        .map(ControlGateway::activity)
                        .sorted(Comparator.comparing(NodeActivity::node))
                        .toList());
    }

    private static NodeActivity activity(Activity activity) {
        return new NodeActivity(
                activity.node(),
                activity.byQueue().values().stream().mapToInt(Integer::intValue).sum(),
                activity.byQueue(),
                activity.runs().stream()
                        .map(run -> new NodeActivity.Running(run.id(), run.name(), run.queue(), run.startedAt()))
                        .toList());
    }
}
