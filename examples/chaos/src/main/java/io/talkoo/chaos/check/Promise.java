package io.talkoo.chaos.check;

/** What must never be seen, whatever fault was injected. */
public enum Promise {
    /** An acknowledged task is unknown at the end, or never ended. */
    LOST("lost"),
    /** A task ended in another state than the one it was made for. */
    WRONG_END("wrong end"),
    /** A run or a row of a task that nobody submitted. */
    PHANTOM("phantom"),
    /** The end of a task, once told, is another one now. */
    REWRITTEN("terminal rewritten"),
    /** The result recorded is not that of a run that ended well. */
    FOREIGN_RESULT("foreign result"),
    /** A run started after the end was recorded, and no zombie began it. */
    RAN_AFTER_END("ran after its end"),
    /** A run beyond the first that neither a retry nor a fault explains. */
    UNEXPLAINED_RUN("unexplained run"),
    /** A run started after its revoke was acknowledged, and no zombie began it. */
    RAN_AFTER_REVOKE("ran after revoke"),
    /** The same delivery of a task was started twice, and neither time by a zombie. */
    TWO_OWNERS("two owners"),
    /** A watcher was told an error by a node that no fault had hit. */
    BROKEN_WATCH("broken watch"),
    /** A submit or a revoke was answered with what is neither a yes nor "try again". */
    REFUSED("refused"),
    /** The cluster did not become whole again by itself. */
    NOT_WHOLE("not whole again");

    private final String words;

    Promise(String words) {
        this.words = words;
    }

    /** As it stands in reports. */
    public String words() {
        return words;
    }
}
