package io.talkoo.engine;

import io.talkoo.protocol.JsonBytes;

/**
 * The input of the task {@value #TASK}, which the engine itself makes for a task with a {@code callbackUrl} in the
 * transaction that ends it. A node that can deliver has a task of that name.
 *
 * @param url where to post
 * @param status the {@link io.talkoo.protocol.TaskStatus} of the task that has ended, as JSON
 */
public record WebhookDelivery(String url, JsonBytes status) {
    /** Nobody else can submit it. */
    public static final String TASK = "talkoo.webhook";
}
