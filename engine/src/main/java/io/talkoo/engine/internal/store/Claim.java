package io.talkoo.engine.internal.store;

/**
 * Who has a key to itself.
 *
 * @param taskId the task that has it
 * @param stored whether that is the one that was to be stored, and it is
 */
public record Claim(String taskId, boolean stored) {}
