package io.talkoo.protocol;

import java.util.Set;
import java.util.regex.Pattern;

/** The built-in values of {@link TaskStatus#state()}; any other word is a custom one, reported by the task. */
public final class States {
    public static final String PENDING = "PENDING";
    public static final String STARTED = "STARTED";
    public static final String RETRY = "RETRY";
    public static final String SUCCESS = "SUCCESS";
    public static final String FAILURE = "FAILURE";
    public static final String REVOKED = "REVOKED";

    /** The states no task leaves by itself. */
    public static final Set<String> READY = Set.of(SUCCESS, FAILURE, REVOKED);

    /** All built-in states. */
    public static final Set<String> BUILT_IN = Set.of(PENDING, STARTED, RETRY, SUCCESS, FAILURE, REVOKED);

    /** What a state may be called, in words; see {@link #isWord}. */
    public static final String WORDS = "1 to 64 of A-Z and _";

    private static final Pattern WORD = Pattern.compile("[A-Z_]{1,64}");

    private States() {}

    public static boolean isWord(String state) {
        return WORD.matcher(state).matches();
    }

    /** Whether a task may report {@code state} itself. */
    public static boolean isCustom(String state) {
        return isWord(state) && !BUILT_IN.contains(state);
    }
}
