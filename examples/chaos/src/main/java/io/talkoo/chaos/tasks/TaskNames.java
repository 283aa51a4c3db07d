package io.talkoo.chaos.tasks;

/** The names the tasks are submitted by. */
public final class TaskNames {
    /** Argument: milliseconds to take. */
    public static final String WORK = "chaos.work";

    /** Argument: attempts that fail before one succeeds. */
    public static final String FLAKY = "chaos.flaky";

    /** Without argument; fails. */
    public static final String FAIL = "chaos.fail";

    private TaskNames() {}
}
