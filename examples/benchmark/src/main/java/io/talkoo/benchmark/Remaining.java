package io.talkoo.benchmark;

import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskPage;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the store holds once the load is over. */
final class Remaining {
    private static final List<String> NOT_READY = List.of(States.PENDING, States.STARTED, States.RETRY);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PAGE = 1000;

    private Remaining() {}

    /** Waits until every task is ready, or for as long as patience lasts; whether they are. */
    static boolean awaitNone(TaskGateway gateway) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (String state : NOT_READY) {
            while (!page(gateway, state, null, 1).tasks().isEmpty()) {
                if (System.nanoTime() - end > 0) {
                    return false;
                }
                Thread.sleep(LOOK_EVERY.toMillis());
            }
        }
        return true;
    }

    /** How many tasks are in none of the final states. */
    static long notReady(TaskGateway gateway) {
        return NOT_READY.stream().mapToLong(state -> count(gateway, state)).sum();
    }

    /** How many tasks are in that state. */
    static long count(TaskGateway gateway, String state) {
        long count = 0;
        String cursor = null;
        do {
            TaskPage page = page(gateway, state, cursor, PAGE);
            count += page.tasks().size();
            cursor = page.next();
        } while (cursor != null);
        return count;
    }

    private static TaskPage page(TaskGateway gateway, String state, String cursor, int limit) {
        TaskFilter filter = new TaskFilter(state, null, null, null, Map.of(), null, null, null);
        return gateway.list(filter, cursor, limit).toCompletableFuture().join();
    }
}
