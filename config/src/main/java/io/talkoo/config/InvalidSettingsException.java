package io.talkoo.config;

import java.util.List;

/** Settings a node cannot start with. Lists everything that is wrong with them, not only what was found first. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    InvalidSettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /** One line each: the key, what was expected, what was found, and where. Secrets are masked. */
    public List<String> problems() {
        return problems;
    }
}
