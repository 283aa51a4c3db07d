package io.talkoo.chaos.check;

/**
 * A promise that was broken.
 *
 * @param task its id; empty where it is about none
 */
public record Breach(Promise promise, String task, String detail) {}
