package io.talkoo.protocol.client;

import io.talkoo.protocol.ClusterStatus;
import io.talkoo.protocol.FailureGroup;
import io.talkoo.protocol.LimitsChange;
import io.talkoo.protocol.NodeActivity;
import io.talkoo.protocol.QueueStatus;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.TaskTypeStatus;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Looks at a running system and steers it: queues, task types, many tasks at once, the cluster. Replies fail with
 * {@link TalkooException}, as {@link TalkooClient} says. Safe for use by many threads.
 */
public final class ControlCalls {
    private static final String QUEUES = "queues";
    private static final String TASK_TYPES = "task-types";
    private static final String CLUSTER = "cluster";
    private static final Function<byte[], QueueStatus> QUEUE = Bodies.one(QueueStatus.class);
    private static final Function<byte[], List<QueueStatus>> QUEUE_LIST = Bodies.listOf(QueueStatus.class);
    private static final Function<byte[], TaskTypeStatus> TASK_TYPE = Bodies.one(TaskTypeStatus.class);
    private static final Function<byte[], List<TaskTypeStatus>> TASK_TYPE_LIST = Bodies.listOf(TaskTypeStatus.class);
    private static final Function<byte[], List<FailureGroup>> FAILURES = Bodies.listOf(FailureGroup.class);
    private static final Function<byte[], ClusterStatus> NODES = Bodies.one(ClusterStatus.class);
    private static final Function<byte[], List<NodeActivity>> ACTIVITIES = Bodies.listOf(NodeActivity.class);
    private static final Function<byte[], TaskStatus> TASK = Bodies.one(TaskStatus.class);
    private static final Function<byte[], Count> COUNT = Bodies.one(Count.class);

    private final Transport transport;

    /** The answer to a bulk call; it has one of the three. */
    record Count(long revoked, long retried, long purged) {}

    ControlCalls(Transport transport) {
        this.transport = transport;
    }

    /**
     * Answered once the node that is asked can accept and run tasks; fails with UNAVAILABLE and the reason if it cannot
     * within the client's patience. Needs no key.
     */
    public Reply<Void> ready() {
        return transport.send(Call.get(Target.READY), Bodies::nothing);
    }

    public Reply<List<QueueStatus>> queues() {
        return transport.send(Call.get(Target.of(QUEUES)), QUEUE_LIST);
    }

    /** Nothing of the queue begins until {@link #resume}; what runs goes on. */
    public Reply<QueueStatus> pause(String queue) {
        return transport.send(Call.post(Target.of(QUEUES, queue, "pause")), QUEUE);
    }

    public Reply<QueueStatus> resume(String queue) {
        return transport.send(Call.post(Target.of(QUEUES, queue, "resume")), QUEUE);
    }

    /** Revokes all that waits in the queue; answered with how many, which a repeat after a lost answer counts anew. */
    public Reply<Long> purge(String queue) {
        return transport.send(Call.delete(Target.of(QUEUES, queue, "tasks")), COUNT.andThen(Count::purged));
    }

    /** What holds for each task type, and which nodes can run it. */
    public Reply<List<TaskTypeStatus>> taskTypes() {
        return transport.send(Call.get(Target.of(TASK_TYPES)), TASK_TYPE_LIST);
    }

    /** Changes what holds for a task type on all nodes. Fails with NOT_FOUND for a type that no node knows. */
    public Reply<TaskTypeStatus> changeLimits(String type, LimitsChange change) {
        return transport.send(Call.put(Target.of(TASK_TYPES, type, "limits"), change), TASK_TYPE);
    }

    /**
     * Revokes all tasks that pass {@code filter}; answered with how many, which a repeat after a lost answer counts anew.
     * Fails with INVALID for an empty filter.
     *
     * @param filter {@link IllegalArgumentException} if it has a {@code since} or an {@code until}
     * @param terminate whether those that run are interrupted
     */
    public Reply<Long> revoke(TaskFilter filter, boolean terminate) {
        Call call = Call.post(Target.of("tasks", "revoke"), Filters.bulk(filter, terminate));
        return transport.send(call, COUNT.andThen(Count::revoked));
    }

    /**
     * Runs all tasks again that pass {@code filter} and are FAILURE, or in its state; answered with how many.
     *
     * @param filter as for {@link #revoke}
     */
    public Reply<Long> retry(TaskFilter filter) {
        Call call = Call.post(Target.of("tasks", "retry"), Filters.bulk(filter, null))
                .once();
        return transport.send(call, COUNT.andThen(Count::retried));
    }

    /** Failed tasks, counted by name and error. */
    public Reply<List<FailureGroup>> failures(int limit) {
        return transport.send(Call.get(Target.of("failures").with("limit", limit)), FAILURES);
    }

    public Reply<ClusterStatus> cluster() {
        return transport.send(Call.get(Target.of(CLUSTER)), NODES);
    }

    /** What each node runs at the moment. */
    public Reply<List<NodeActivity>> running() {
        return transport.send(Call.get(Target.of(CLUSTER, "running")), ACTIVITIES);
    }

    /** Tells {@code listener} the cluster's status as it is and then as it changes, without end. */
    public EventStream clusterEvents(Consumer<ClusterStatus> listener) {
        return transport.stream(Target.of(CLUSTER, "events"), Listeners.named(CLUSTER, NODES, listener));
    }

    /**
     * Tells {@code listener} the changes of all tasks from now on, without end.
     *
     * @param filter by name, queue and state; {@link IllegalArgumentException} for anything else in it
     * @param lost called when changes were left out, since the listener was too slow or the connection was lost
     */
    public EventStream events(TaskFilter filter, Consumer<TaskStatus> listener, Runnable lost) {
        return transport.stream(Filters.events(Target.of("events"), filter), Listeners.ofAll(TASK, listener, lost));
    }
}
