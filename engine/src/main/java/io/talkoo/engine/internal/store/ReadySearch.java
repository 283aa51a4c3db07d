package io.talkoo.engine.internal.store;

import java.time.Instant;
import java.util.Set;

/**
 * Which waiting tasks of a lane to fetch.
 *
 * @param dueBy only those whose time has come by then
 * @param exceptNames task names to leave out
 * @param skipIds ids to leave out; their rows are not read
 * @param limit most tasks to return
 * @param mostBytes no further task is returned once those found are that large together
 */
public record ReadySearch(
        int partition,
        String queue,
        String lane,
        Instant dueBy,
        Set<String> exceptNames,
        Set<String> skipIds,
        int limit,
        long mostBytes) {
    /** Copies both sets. */
    public ReadySearch {
        exceptNames = Set.copyOf(exceptNames);
        skipIds = Set.copyOf(skipIds);
    }
}
