package io.talkoo.http.cli.remote;

/** What a command says to scripts when it ends. They are public, and in each command's help. */
public final class ExitCodes {
    /** All went well; a task that was waited for has succeeded. */
    public static final int OK = 0;

    /** The task has failed or was revoked, or the node refused what was asked of it. */
    public static final int FAILED = 1;

    /** The command line, a file or the environment is wrong; nothing was sent. */
    public static final int USAGE = 2;

    /** No node answered, or none can at the moment: the same may go well later. */
    public static final int UNREACHABLE = 4;

    /** The task is not ready, or was not within the time given. */
    public static final int NOT_READY = 5;

    private ExitCodes() {}
}
