package io.talkoo.engine.internal.store;

/**
 * Something that is set for the whole cluster.
 *
 * @param kind what is set, such as {@code queue-paused}
 * @param name of what it is set
 * @param value null once it was taken back
 * @param revision how often this entry was changed; of two the higher one holds
 */
public record ControlEntry(String kind, String name, String value, long revision) {}
