package io.talkoo.protocol.client;

import io.talkoo.protocol.client.EventParser.Event;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is made of events for a listener; each answers whether one was the last. */
final class Listeners {
    private static final String STATUS = "status";

    private Listeners() {}

    /** Statuses of one thing, up to the one that is ready. */
    static <T> Predicate<Event> upToTheEnd(Function<byte[], T> read, Predicate<T> ready, Consumer<T> listener) {
        return event -> {
            if (!event.name().equals(STATUS)) {
                return false;
            }
            T status = read.apply(event.data());
            listener.accept(status);
            return ready.test(status);
        };
    }

    /** Events of that name, without an end. */
    static <T> Predicate<Event> named(String name, Function<byte[], T> read, Consumer<T> listener) {
        return event -> {
            if (event.name().equals(name)) {
                listener.accept(read.apply(event.data()));
            }
            return false;
        };
    }

    /** Statuses of many things, without an end, and when some were left out. */
    static <T> Predicate<Event> ofAll(Function<byte[], T> read, Consumer<T> listener, Runnable lost) {
        Predicate<Event> statuses = named(STATUS, read, listener);
        return event -> {
            if (event.name().equals(EventStream.LOST)) {
                lost.run();
            }
            return statuses.test(event);
        };
    }
}
