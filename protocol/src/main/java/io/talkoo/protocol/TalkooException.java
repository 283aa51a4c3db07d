package io.talkoo.protocol;

/**
 * A call that was refused or could not be carried out. {@link #type()} says which kind, and with it whether a repeat can
 * help: {@link ProblemType#OVERLOADED} and {@link ProblemType#UNAVAILABLE} are worth one, with the same task id. Carries
 * no stack trace, since what it tells is about the call and not about the code.
 */
public class TalkooException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ProblemType type;
    private final transient Problem problem;

    public TalkooException(ProblemType type, String detail, Problem.Fault... errors) {
        super(detail, null, false, false);
        this.type = type;
        this.problem = Problem.of(type, detail, errors);
    }

    /** What is wrong at one place of the body, which the message begins with. */
    public static TalkooException at(ProblemType type, String pointer, String detail) {
        return new TalkooException(type, pointer + ": " + detail, new Problem.Fault(pointer, detail));
    }

    public ProblemType type() {
        return type;
    }

    public Problem problem() {
        return problem;
    }
}
