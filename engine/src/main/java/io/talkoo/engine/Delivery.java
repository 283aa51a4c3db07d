package io.talkoo.engine;

/** What happens to a task whose node dies, or whose worker falls silent, while it runs. */
public enum Delivery {
    /** It runs again elsewhere; so it may run twice and has to bear that. */
    AT_LEAST_ONCE,

    /** It fails with {@code talkoo.WorkerLost} and does not run again. */
    AT_MOST_ONCE
}
