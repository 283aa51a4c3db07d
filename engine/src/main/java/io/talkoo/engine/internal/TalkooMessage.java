package io.talkoo.engine.internal;

/**
 * A message between actors. Those that may be on two nodes are listed, with the form they travel in, in {@code
 * io.talkoo.engine.internal.wire}; they are records of plain data and actor references. The others never leave their
 * node.
 */
public interface TalkooMessage {}
