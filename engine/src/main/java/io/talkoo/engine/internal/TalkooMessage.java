package io.talkoo.engine.internal;

/**
 * A message between actors that may be on two nodes. Its implementations are written as CBOR by Pekko's Jackson
 * serializer, to which {@code talkoo-pekko.conf} binds this type; they are records of plain data and actor references.
 */
public interface TalkooMessage {}
