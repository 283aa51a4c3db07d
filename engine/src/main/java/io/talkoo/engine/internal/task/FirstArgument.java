package io.talkoo.engine.internal.task;

import io.talkoo.protocol.JsonBytes;
import java.nio.charset.StandardCharsets;

/** Puts what came before in front of a task's own arguments. */
public final class FirstArgument {
    private FirstArgument() {}

    /** The elements of two arrays, one after the other. */
    public static JsonBytes concat(JsonBytes first, JsonBytes second) {
        String sooner = first.toString().strip();
        String elements = sooner.substring(1, sooner.length() - 1).strip();
        return elements.isEmpty() ? second : prepend(JsonBytes.of(elements), second);
    }

    /** {@code args}, an array, with {@code first} before its elements. */
    public static JsonBytes prepend(JsonBytes first, JsonBytes args) {
        String own = new String(args.utf8(), StandardCharsets.UTF_8).strip();
        String rest = own.substring(1).stripLeading();
        return JsonBytes.of("[" + first + (rest.startsWith("]") ? "" : ",") + rest);
    }
}
