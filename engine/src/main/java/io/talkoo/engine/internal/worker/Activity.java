package io.talkoo.engine.internal.worker;

import io.talkoo.engine.internal.TalkooMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a node runs.
 *
 * @param byQueue how many tasks of each queue
 * @param runs the longest ones, {@value #MOST_RUNS} at most
 */
public record Activity(String node, Map<String, Integer> byQueue, List<Active> runs) implements TalkooMessage {
    static final int MOST_RUNS = 500;

    /** A task that runs. */
    public record Active(String id, String name, String queue, Instant startedAt) {}
}
