package io.talkoo.engine.internal.limit;

/**
 * What a Worker gets for a lane.
 *
 * @param starts more than it has
 * @param scarce others wait for what it has: it is to tell at once what it does not need
 */
public record LaneGrant(String queue, String lane, int starts, boolean scarce) {}
