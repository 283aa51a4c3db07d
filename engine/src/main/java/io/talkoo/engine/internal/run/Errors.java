package io.talkoo.engine.internal.run;

import io.talkoo.protocol.TaskError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Turns what a task threw into what is stored. Exceptions of users may themselves throw when they are asked. */
final class Errors {
    static final int LONGEST_TRACEBACK = 16 * 1024;
    static final int LONGEST_MESSAGE = 4 * 1024;

    private Errors() {}

    static TaskError of(Throwable thrown) {
        String type = thrown.getClass().getName();
        try {
            String message = orElse(thrown::getMessage, () -> "(its getMessage() threw)");
            return new TaskError(type, shortened(message, LONGEST_MESSAGE), traceback(thrown), null);
        } catch (Throwable again) { // out of memory or of stack once more: the name alone has to do
            return TaskError.of(type, null);
        }
    }

    private static String traceback(Throwable thrown) {
        return orElse(() -> printed(thrown), () -> frames(thrown));
    }

    private static String printed(Throwable thrown) {
        Bounded text = new Bounded();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Without any code of the exception. */
    private static String frames(Throwable thrown) {
        String frames = Arrays.stream(thrown.getStackTrace())
                .map(frame -> "\tat " + frame)
                .collect(Collectors.joining("\n", thrown.getClass().getName() + "\n", "\n"));
        return shortened(frames, LONGEST_TRACEBACK);
    }

    private static String orElse(Supplier<String> asked, Supplier<String> otherwise) {
        try {
            return asked.get();
        } catch (RuntimeException e) {
            return otherwise.get();
        }
    }

    private static String shortened(String text, int length) {
        return text == null || text.length() <= length ? text : text.substring(0, length) + "…";
    }

    /** Keeps the beginning and drops the rest. */
    private static final class Bounded extends Writer {
        private final StringWriter kept = new StringWriter();

        @Override
        public void write(char[] chars, int from, int length) {
            int room = LONGEST_TRACEBACK - kept.getBuffer().length();
            kept.write(chars, from, Math.min(length, Math.max(room, 0)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        @Override
        public String toString() {
            return kept.getBuffer().length() < LONGEST_TRACEBACK ? kept.toString() : kept + "…\n";
        }
    }
}
