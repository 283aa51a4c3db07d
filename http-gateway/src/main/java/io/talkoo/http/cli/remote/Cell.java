package io.talkoo.http.cli.remote;

import io.talkoo.protocol.States;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * A piece of a table.
 *
 * @param style its colour; null is none
 * @param isNumber whether it stands at the right edge
 */
record Cell(String text, Style style, boolean isNumber) {
    /** What stands for nothing. */
    private static final String NONE = "-";

    /** Makes of a value what people read: null is a dash, instants are to the second. */
    static Cell of(Object value) {
        if (value instanceof Cell cell) {
            return cell;
        }
        return new Cell(text(value), null, value instanceof Number);
    }

    /** The state of a task, in its colour. */
    static Cell state(String state) {
        Style style = switch (state) {
            case States.SUCCESS -> Style.fg_green;
            case States.FAILURE -> Style.fg_red;
            case States.REVOKED, States.RETRY -> Style.fg_yellow;
            case States.PENDING -> null;
            default -> Style.fg_cyan;
        };
        return new Cell(Plain.line(state), style, false);
    }

    private static String text(Object value) {
        if (value == null) {
            return NONE;
        }
        if (value instanceof Instant instant) {
            return instant.truncatedTo(ChronoUnit.SECONDS).toString();
        }
        if (value instanceof Collection<?> many) {
            return Plain.line(
                    many.isEmpty()
                            ? NONE
                            : String.join(", ", many.stream().map(Cell::text).toList()));
        }
        return Plain.line(value.toString());
    }

    int width() {
        return text.codePointCount(0, text.length());
    }

    String padded(int width, boolean colours) {
        String space = " ".repeat(width - width());
        String shown = colours && style != null ? style.on() + text + Style.reset.on() : text;
        return isNumber ? space + shown : shown + space;
    }
}
