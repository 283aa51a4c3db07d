package io.talkoo.protocol.client;

import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskPage;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskResult;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.Uuid7;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tasks: submit, ask, wait, list, cancel. Replies fail with {@link TalkooException}: NOT_FOUND for an id that no task has,
 * and what {@link TalkooClient} says of all calls. Safe for use by many threads.
 */
public final class TaskCalls {
    private static final String TASKS = "tasks";
    private static final Function<byte[], TaskStatus> STATUS = Bodies.one(TaskStatus.class);
    private static final Function<byte[], TaskResult> RESULT = Bodies.one(TaskResult.class);
    private static final Function<byte[], TaskPage> PAGE = Bodies.one(TaskPage.class);
    private static final Function<byte[], List<BatchAnswer>> ANSWERS = Bodies.listOf(BatchAnswer.class);

    private final Transport transport;
    private final Uuid7 ids;

    TaskCalls(Transport transport, Uuid7 ids) {
        this.transport = transport;
        this.ids = ids;
    }

    /**
     * Submits a task; answered once it is durable. Without an id it gets a new one here, so that it can be sent again when
     * an answer is lost, and is one task still. Fails with UNKNOWN_TASK, BAD_ARGUMENTS or INVALID for one that cannot be,
     * and with CONFLICT when its id is that of another task.
     */
    public Reply<TaskStatus> submit(TaskRequest request) {
        return transport.send(Call.post(Target.of(TASKS), withId(request)), STATUS);
    }

    /** Submits a task as {@link #submit} does, and waits for it as {@link #await} does. */
    public Reply<TaskStatus> run(TaskRequest request, Duration atMost) {
        return new Reply<>(submit(request)
                .stage()
                .thenCompose(task -> await(task.id(), atMost).stage()));
    }

    /**
     * Submits many tasks in one call, 10,000 at most. Answered in their order; one that is refused harms no other.
     * Each gets an id as in {@link #submit}.
     */
    public Reply<List<BatchAnswer>> batch(List<TaskRequest> requests) {
        List<TaskRequest> all = requests.stream().map(this::withId).toList();
        return transport.send(Call.post(Target.of(TASKS, "batch"), all), ANSWERS);
    }

    private TaskRequest withId(TaskRequest request) {
        return request.id() == null ? request.toBuilder().id(ids.next()).build() : request;
    }

    public Reply<TaskStatus> status(String id) {
        return transport.send(Call.get(Target.of(TASKS, id)), STATUS);
    }

    /** The status once the task is ready, or as it is after {@code atMost}: look at {@link TaskStatus#ready}. */
    public Reply<TaskStatus> await(String id, Duration atMost) {
        return new LongPoll<>(transport, Target.of(TASKS, id), STATUS, TaskStatus::ready).begin(atMost);
    }

    /** The short form of {@link #status}, and the only answer with a result that is secret; others have {@code "***"} there. */
    public Reply<TaskResult> result(String id) {
        return transport.send(Call.get(Target.of(TASKS, id, "result")), RESULT);
    }

    /**
     * A page of the tasks that pass {@code filter}, newest first.
     *
     * @param cursor {@link TaskPage#next} of the page before; null for the first
     * @param limit tasks in a page, from 1 to 1000
     */
    public Reply<TaskPage> list(TaskFilter filter, String cursor, int limit) {
        Target target = Filters.query(Target.of(TASKS), filter);
        return transport.send(Call.get(target.with("cursor", cursor).with("limit", limit)), PAGE);
    }

    /** Cancels a task: once answered it will not start; one that runs runs on, and one that is ready stays as it is. */
    public Reply<TaskStatus> revoke(String id) {
        return revoke(id, false, null);
    }

    /**
     * Cancels a task.
     *
     * @param terminate whether it is interrupted if it runs
     * @param reason what its error is to say; null for none
     */
    public Reply<TaskStatus> revoke(String id, boolean terminate, String reason) {
        return transport.send(Call.post(Target.of(TASKS, id, "revoke"), new RevokeBody(terminate, reason)), STATUS);
    }

    /** Runs a task again under its id. Fails with WRONG_STATE unless it is FAILURE or REVOKED. */
    public Reply<TaskStatus> retry(String id) {
        return transport.send(Call.post(Target.of(TASKS, id, "retry")).once(), STATUS);
    }

    /** Deletes a task and its result. Fails with WRONG_STATE while it is not ready. */
    public Reply<Void> forget(String id) {
        return transport.send(Call.delete(Target.of(TASKS, id)).once(), Bodies::nothing);
    }

    /** Tells {@code listener} the status as it is and then each change, progress included, up to the end. */
    public EventStream events(String id, Consumer<TaskStatus> listener) {
        return transport.stream(
                Target.of(TASKS, id, "events"), Listeners.upToTheEnd(STATUS, TaskStatus::ready, listener));
    }
}
