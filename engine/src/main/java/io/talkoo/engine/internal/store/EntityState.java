package io.talkoo.engine.internal.store;

/**
 * A persistent actor's state as Pekko's serialization wrote it.
 *
 * @param revision from 1
 * @param tag may be empty
 * @param manifest the serializer's own note of the type; may be empty
 */
record EntityState(String persistenceId, long revision, String tag, int serializerId, String manifest, byte[] data) {}
