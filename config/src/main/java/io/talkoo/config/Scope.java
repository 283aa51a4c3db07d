package io.talkoo.config;

import java.util.Locale;

/** What a caller of the HTTP API may do. */
public enum Scope {
    /** Submit tasks and workflows. */
    SUBMIT,
    /** Look at tasks, queues, schedules, nodes and metrics. */
    READ,
    /** Change what is there: revoke, run again, delete, pause, purge, schedules and limits. */
    OPERATE,
    /** Fetch tasks and report what became of them, as a worker does. */
    WORK;

    /** In lower case, as it is written in settings and in the claims of tokens. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
