package io.talkoo.engine.internal.limit;

/**
 * What a Worker has of a lane and what it wants.
 *
 * @param lane its place in its queue, see {@link io.talkoo.engine.internal.task.Lane}
 * @param held starts it was granted and has not used, and tasks it has handed out and knows no end of
 * @param returned starts it was granted since it last told and gives back unused
 * @param needed starts for tasks that wait
 * @param ahead starts it would use soon, if nobody else needs them
 */
public record LaneReport(String queue, String lane, int held, int returned, int needed, int ahead) {}
