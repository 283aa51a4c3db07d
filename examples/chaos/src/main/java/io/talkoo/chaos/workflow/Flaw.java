package io.talkoo.chaos.workflow;

/** Something that is not as it has to be. */
public record Flaw(Kind kind, String workflow, String detail) {
    public enum Kind {
        NOT_ENDED("not ended"),
        WRONG_END("wrong end"),
        WRONG_COUNTS("wrong counts"),
        MISSING_TASK("missing task"),
        EXTRA_TASK("extra task"),
        WRONG_TASK("wrong task"),
        WRONG_RUN("wrong run"),
        UNEXPLAINED_RUN("unexplained run"),
        NOT_WHOLE("not whole again");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
