package io.talkoo.protocol.client;

import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.Uuid7;
import io.talkoo.protocol.WorkflowPage;
import io.talkoo.protocol.WorkflowStatus;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Workflows. Replies fail with {@link TalkooException}: NOT_FOUND for an id that no workflow has, and what
 * {@link TalkooClient} says of all calls. Safe for use by many threads.
 */
public final class WorkflowCalls {
    private static final String WORKFLOWS = "workflows";
    private static final Function<byte[], WorkflowStatus> STATUS = Bodies.one(WorkflowStatus.class);
    private static final Function<byte[], WorkflowPage> PAGE = Bodies.one(WorkflowPage.class);

    private final Transport transport;
    private final Uuid7 ids;

    WorkflowCalls(Transport transport, Uuid7 ids) {
        this.transport = transport;
        this.ids = ids;
    }

    /**
     * Submits a workflow; answered once all of it is durable. It is sent with a new key, so that it can be sent again when
     * an answer is lost, and is one workflow still.
     */
    public Reply<WorkflowStatus> submit(Canvas canvas) {
        return submit(canvas, ids.next());
    }

    /**
     * Submits a workflow under a key of the caller's: the same key and canvas is the same workflow, the same key with
     * another canvas fails with CONFLICT.
     *
     * @param key 1 to 255 printable characters of ASCII; {@link IllegalArgumentException} for what no header may hold
     */
    public Reply<WorkflowStatus> submit(Canvas canvas, String key) {
        return transport.send(Call.post(Target.of(WORKFLOWS), canvas).header("Idempotency-Key", key), STATUS);
    }

    /** Submits a workflow as {@link #submit(Canvas)} does, and waits for it as {@link #await} does. */
    public Reply<WorkflowStatus> run(Canvas canvas, Duration atMost) {
        return new Reply<>(submit(canvas)
                .stage()
                .thenCompose(workflow -> await(workflow.id(), atMost).stage()));
    }

    /** @param id a workflow's, or a lone task's */
    public Reply<WorkflowStatus> status(String id) {
        return transport.send(Call.get(Target.of(WORKFLOWS, id)), STATUS);
    }

    /** The status once it is ready, or as it is after {@code atMost}: look at {@link WorkflowStatus#ready}. */
    public Reply<WorkflowStatus> await(String id, Duration atMost) {
        return new LongPoll<>(transport, Target.of(WORKFLOWS, id), STATUS, WorkflowStatus::ready).begin(atMost);
    }

    /**
     * A page of all workflows, newest first.
     *
     * @param cursor {@link WorkflowPage#next} of the page before; null for the first
     * @param limit workflows in a page, from 1 to 1000
     */
    public Reply<WorkflowPage> list(String cursor, int limit) {
        return transport.send(
                Call.get(Target.of(WORKFLOWS).with("cursor", cursor).with("limit", limit)), PAGE);
    }

    /**
     * Revokes what has not ended of a workflow.
     *
     * @param terminate whether what runs is interrupted
     * @param reason what the errors are to say; null for none
     */
    public Reply<WorkflowStatus> revoke(String id, boolean terminate, String reason) {
        return transport.send(Call.post(Target.of(WORKFLOWS, id, "revoke"), new RevokeBody(terminate, reason)), STATUS);
    }

    /** Tells {@code listener} the status as it is and then each change, up to the end. */
    public EventStream events(String id, Consumer<WorkflowStatus> listener) {
        return transport.stream(
                Target.of(WORKFLOWS, id, "events"), Listeners.upToTheEnd(STATUS, WorkflowStatus::ready, listener));
    }
}
