package io.talkoo.chaos.load;

import io.talkoo.chaos.cluster.Endpoint;
import io.talkoo.chaos.history.Ending;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskPage;
import io.talkoo.protocol.TaskSummary;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Reads back over HTTP what became of the tasks. */
public final class Rows {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final List<String> OPEN = List.of(States.PENDING, States.STARTED, States.RETRY);
    private static final int PAGE = 1000;

    private final NodeClient client = new NodeClient();
    private final Directory directory;

    public Rows(Supplier<List<Endpoint>> endpoints) {
        directory = new Directory(endpoints);
    }

    /** Waits until no task is open any more; says whether none is. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!noneOpen()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        }
        return true;
    }

    private boolean noneOpen() throws InterruptedException {
        try {
            for (String state : OPEN) {
                if (!page("limit=1&state=" + state).tasks().isEmpty()) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * All tasks that the cluster knows, by id.
     *
     * @param inFull those whose result is asked for, too
     */
    public Map<String, Ending> read(Collection<String> inFull) throws IOException, InterruptedException {
        Map<String, Ending> rows = new HashMap<>();
        all().forEach(task -> rows.put(task.id(), Ending.of(task)));
        for (String id : inFull) {
            if (rows.containsKey(id)) {
                rows.put(id, full(id));
            }
        }
        return rows;
    }

    /** All tasks that the cluster knows. */
    public List<TaskSummary> all() throws IOException, InterruptedException {
        List<TaskSummary> tasks = new ArrayList<>();
        String cursor = "";
        do {
            TaskPage page = page("limit=" + PAGE + cursor);
            tasks.addAll(page.tasks());
            cursor = page.next() == null ? null : "&cursor=" + page.next();
        } while (cursor != null);
        return tasks;
    }

    private Ending full(String id) throws IOException, InterruptedException {
        return Ending.of(NodeClient.readStatus(insist(node -> client.status(node, id))));
    }

    private TaskPage page(String query) throws IOException, InterruptedException {
        return NodeClient.readPage(insist(node -> client.list(node, query)));
    }

    /** One node after the other, until one answers. */
    private String insist(Call call) throws IOException, InterruptedException {
        IOException last = null;
        for (Endpoint node : directory.all()) {
            try {
                return ok(call.of(node));
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    @FunctionalInterface
    private interface Call {
        HttpResponse<String> of(Endpoint node) throws IOException, InterruptedException;
    }

    private static String ok(HttpResponse<String> response) throws IOException {
        if (response.statusCode() != NodeClient.OK) {
            throw new IOException("expected " + NodeClient.OK + ", got " + response.statusCode() + " for "
                    + response.uri() + ": " + response.body());
        }
        return response.body();
    }
}
