package io.talkoo.engine.internal.limit;

/**
 * What a Worker gets for a lane.
 *
 * @param starts more than it has
 * @param scarce others wait for what it has, or it is more than the limits allow: it is to tell at once what it does not
 *     need, and to start nothing in place of what ends
 */
public record LaneGrant(String queue, String lane, int starts, boolean scarce) {}
