package io.talkoo.http.cli.remote;

/**
 * Text from elsewhere made harmless for a terminal: what would move the cursor, change colours or turn the direction of
 * writing is shown as {@code \}{@code uXXXX}. JSON without line breaks stays the same JSON.
 */
final class Plain {
    private Plain() {}

    /** One line. */
    static String line(String text) {
        return escaped(text, false);
    }

    /** Keeps line breaks and tabs. */
    static String block(String text) {
        return escaped(text, true);
    }

    /** One line of at most that many characters. */
    static String brief(String text, int most) {
        String line = line(text.length() > most ? text.substring(0, most) : text);
        return line.length() > most || text.length() > most
                ? line.substring(0, Math.min(line.length(), most - 1)) + "…"
                : line;
    }

    private static String escaped(String text, boolean keepsBreaks) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isHarmless(point) || keepsBreaks && (point == '\n' || point == '\t')) {
                plain.appendCodePoint(point);
            } else {
                for (char unit : Character.toChars(point)) {
                    plain.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return plain.toString();
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
