package io.talkoo.engine.internal.trace;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Map;

/**
 * The trace context that a task carries, as the one text that is kept with it: W3C's {@code traceparent}, and behind a blank
 * {@code tracestate} where there is one. Which propagators an application has set up does not matter: all nodes have to read
 * it, whatever wrote it.
 */
public final class Carried {
    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";

    /** What W3C asks everybody to hand on at least; the row of each task holds it. */
    private static final int LONGEST_STATE = 512;

    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private String parent;
    private String state;

    private Carried() {}

    /** Null where there is no trace to go on with. */
    static String write(Context context) {
        Carried carried = new Carried();
        W3C.inject(context, carried, Carried::set);
        boolean bare = carried.state == null || carried.state.length() > LONGEST_STATE;
        return bare ? carried.parent : carried.parent + ' ' + carried.state;
    }

    private static void set(Carried carried, String key, String value) {
        if (key.equals(PARENT)) {
            carried.parent = value;
        } else {
            carried.state = value;
        }
    }

    /** The root for null. */
    static Context read(String text) {
        return text == null ? Context.root() : W3C.extract(Context.root(), text, Part.OF_TEXT);
    }

    /** The context that a task's own headers name; the root if they name none, or one that is malformed. */
    static Context in(Map<String, String> headers) {
        return headers.containsKey(PARENT) ? W3C.extract(Context.root(), headers, Part.OF_HEADERS) : Context.root();
    }

    /** The {@code traceparent} of what a task carries, which may be null. */
    public static String parent(String text) {
        int blank = text == null ? -1 : text.indexOf(' ');
        return blank < 0 ? text : text.substring(0, blank);
    }

    /** The {@code tracestate} of what a task carries; null if there is none. */
    public static String state(String text) {
        int blank = text == null ? -1 : text.indexOf(' ');
        return blank < 0 ? null : text.substring(blank + 1);
    }

    private static final class Part {
        static final TextMapGetter<String> OF_TEXT = new TextMapGetter<>() {
            @Override
            public Iterable<String> keys(String text) {
                return List.of(PARENT, STATE);
            }

            @Override
            public String get(String text, String key) {
                return key.equals(PARENT) ? parent(text) : state(text);
            }
        };

        static final TextMapGetter<Map<String, String>> OF_HEADERS = new TextMapGetter<>() {
            @Override
            public Iterable<String> keys(Map<String, String> headers) {
                return headers.keySet();
            }

            @Override
            public String get(Map<String, String> headers, String key) {
                return headers.get(key);
            }
        };
    }
}
