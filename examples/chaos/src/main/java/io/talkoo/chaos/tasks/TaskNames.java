package io.talkoo.chaos.tasks;

/** The names the tasks are submitted by. */
public final class TaskNames {
    /** Argument: milliseconds to take. */
    public static final String WORK = "chaos.work";

    /** Argument: attempts that fail before one succeeds. */
    public static final String FLAKY = "chaos.flaky";

    /** Without argument; fails. */
    public static final String FAIL = "chaos.fail";

    /** Argument: a {@link Step}. */
    public static final String FIRST = "chaos.first";

    /** Arguments: the result of the step before, a {@link Step}. */
    public static final String NEXT = "chaos.next";

    /** Arguments: what error callbacks are told, a {@link Step}. */
    public static final String TOLD = "chaos.told";

    /** Arguments: a number, a {@link Step}. */
    public static final String ITEM = "chaos.item";

    private TaskNames() {}
}
