package io.talkoo.protocol;

/**
 * A queue as all nodes have it together.
 *
 * @param ready tasks that could begin now
 * @param scheduled tasks whose time has not come: with an eta, or waiting for a retry
 * @param running tasks that run at the moment
 * @param paused whether nothing of it begins
 * @param concurrency how many of its tasks the nodes that answer can run at once; 0 while nobody serves it
 * @param oldestReadySeconds how long the first of the ready ones could have begun; null if none is ready
 */
public record QueueStatus(
        String name,
        long ready,
        long scheduled,
        long running,
        boolean paused,
        int concurrency,
        Double oldestReadySeconds) {}
