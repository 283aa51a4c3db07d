package io.talkoo.protocol;

import java.time.Duration;

/**
 * A worker is known from now on.
 *
 * @param workerId names it in its calls
 * @param heartbeatSeconds how often it is to be heard of at least; after three times as long it loses its tasks
 */
public record WorkerRegistration(String workerId, Duration heartbeatSeconds) {}
