package io.talkoo.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a node runs at the moment.
 *
 * @param node its name
 * @param running how many tasks
 * @param byQueue how many of each queue
 * @param tasks those that have run the longest, 500 at most
 */
public record NodeActivity(String node, int running, Map<String, Integer> byQueue, List<Running> tasks) {
    /** A task that runs. */
    public record Running(String id, String name, String queue, Instant startedAt) {}
}
