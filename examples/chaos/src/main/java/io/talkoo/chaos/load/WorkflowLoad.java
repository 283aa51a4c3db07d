package io.talkoo.chaos.load;

import io.talkoo.chaos.cluster.Endpoint;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.WorkflowStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Submits workflows and waits for them, whatever happens to the nodes. Thread-safe. */
public final class WorkflowLoad {
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final NodeClient client = new NodeClient();
    private final Directory directory;
    private final Insistence insistence;

    public WorkflowLoad(Supplier<List<Endpoint>> endpoints) {
        directory = new Directory(endpoints);
        insistence = new Insistence(directory);
    }

    /** Submits until a node says clearly that the workflow is stored; done with its id. Fails on any other clear answer. */
    public CompletableFuture<String> submit(String key, Canvas workflow) {
        return insistence
                .call(node -> client.submit(node, key, workflow))
                .thenApply(answer ->
                        id(answer.response().statusCode(), answer.response().body()));
    }

    private static String id(int status, String body) {
        if (status != NodeClient.OK && status != NodeClient.ACCEPTED) {
            throw new IllegalStateException("a workflow was refused with " + status + ": " + body);
        }
        return read(body).id();
    }

    /** The workflow once it is ready, or as it was last seen when the time is over; null if nobody told it. */
    public WorkflowStatus await(String id, long deadlineNanos) throws InterruptedException {
        WorkflowStatus last = null;
        Endpoint node = directory.any();
        while (last == null || !last.ready()) {
            try {
                last = read(client.awaitWorkflow(node, id, WAIT).body());
            } catch (IOException | UncheckedIOException e) {
                node = directory.otherThan(node);
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
            if (System.nanoTime() > deadlineNanos) {
                return last;
            }
        }
        return last;
    }

    /** Ends what has no answer yet. */
    public void giveUp() {
        insistence.giveUp();
    }

    private static WorkflowStatus read(String body) {
        try {
            return NodeClient.readWorkflow(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
