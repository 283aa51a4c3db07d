package io.talkoo.protocol.client;

import io.talkoo.protocol.client.EventParser.Event;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** One connection of a stream: hands its events on, and knows when it last heard something, comments included. */
final class EventConnection implements Flow.Subscriber<String> {
    private final EventParser parser = new EventParser();
    private final Runnable opened;
    private final Consumer<Event> listener;
    private Flow.Subscription lines;
    private volatile long heardAt = System.nanoTime();
    private volatile boolean alive;
    private volatile boolean telling;

    /** @param opened called when the node begins to answer */
    EventConnection(Runnable opened, Consumer<Event> listener) {
        this.opened = opened;
        this.listener = listener;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        lines = subscription;
        opened.run();
        lines.request(1);
    }

    @Override
    public void onNext(String line) {
        alive = true;
        telling = true;
        parser.next(line).ifPresent(listener);
        heardAt = System.nanoTime();
        telling = false;
        lines.request(1);
    }

    /** Whether anything was ever heard. */
    boolean wasAlive() {
        return alive;
    }

    /** A listener that takes its time is not the node's silence. */
    boolean isSilentFor(Duration time) {
        return !telling && System.nanoTime() - heardAt >= time.toNanos();
    }

    /** The end is told by the request's future, as are requests that came to nothing. */
    @Override
    public void onError(Throwable failure) {}

    /** As {@link #onError}. */
    @Override
    public void onComplete() {}
}
