package io.talkoo.engine.internal.store;

/**
 * What an application submitted in a transaction of its own.
 *
 * @param rootId of its parent's tree; null without a parent
 * @param request as JSON
 */
public record Submitted(String id, String rootId, byte[] request) {}
