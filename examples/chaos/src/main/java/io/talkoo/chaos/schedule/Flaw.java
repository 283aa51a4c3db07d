package io.talkoo.chaos.schedule;

/** Something that is not as it has to be. */
record Flaw(Kind kind, String schedule, String detail) {
    enum Kind {
        MISSING("missing"),
        TWICE("twice or out of turn"),
        NOT_ENDED("not ended"),
        WRONG_END("wrong end"),
        WRONG_COUNT("wrong count"),
        UNEXPLAINED_RUN("unexplained run"),
        NOT_WHOLE("not whole again");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
