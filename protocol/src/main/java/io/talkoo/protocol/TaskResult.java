package io.talkoo.protocol;

/**
 * The short form of a task's outcome, with the result as it is, secret or not.
 *
 * @param value the result once ready, or what the task last reported while it is not
 */
public record TaskResult(
        String id, String state, boolean ready, Boolean successful, JsonBytes value, TaskError error) {}
