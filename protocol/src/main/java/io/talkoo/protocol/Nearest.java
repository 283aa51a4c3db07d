package io.talkoo.protocol;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
public final class Nearest {
    private Nearest() {}

    /**
     * The candidate that differs from {@code word} by the fewest letters added, left out or exchanged; empty when even
     * that one differs by more than a third of its letters (one or two in short words).
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> isNear(word, candidate))
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** "; did you mean NEAREST?", or nothing when none is near: the end of an error message. */
    public static String hint(String word, Collection<String> candidates) {
        return to(word, candidates)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("");
    }

    /** Compares the lengths first: the word may be as long as whoever sent it liked. */
    private static boolean isNear(String word, String candidate) {
        int tolerated = tolerated(candidate);
        return Math.abs(word.length() - candidate.length()) <= tolerated && distance(word, candidate) <= tolerated;
    }

    private static int tolerated(String candidate) {
        return Math.max(candidate.length() > 3 ? 2 : 1, candidate.length() / 3);
    }

    /** Levenshtein's, one row of the table at a time. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchanged = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
