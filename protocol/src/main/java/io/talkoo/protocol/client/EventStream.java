package io.talkoo.protocol.client;

import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.client.EventParser.Event;
import java.io.EOFException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Events that come until their end, or until it is closed. A connection that is lost or falls silent is replaced by
 * another, which goes on after the last event. Events are told one at a time, on threads of the client; a listener that
 * takes its time slows the stream down. Safe for use by many threads.
 */
public final class EventStream implements AutoCloseable {
    /** Events may have been left out: the node says so, or another connection goes on. */
    static final String LOST = "lost";

    private static final Event GAP = new Event(null, LOST, new byte[0]);
    private static final byte[] NOTHING = {};
    private static final int OK = 200;

    private final Transport transport;
    private final Call call;
    private final Predicate<Event> listener;
    private final Patience patience;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile CompletableFuture<?> current = CompletableFuture.completedFuture(null);
    private volatile String lastId;
    private boolean wasOpen;

    /** @param listener answers whether an event is the last one */
    EventStream(Transport transport, Call call, Predicate<Event> listener) {
        this.transport = transport;
        this.call = call;
        this.listener = listener;
        this.patience = transport.patience(Duration.ZERO);
    }

    /**
     * Answered after the last event, or when the stream is closed. Fails with {@link TalkooException} when the stream is
     * refused, or no node could be reached for longer than the client's patience, and with what a listener throws.
     */
    public Reply<Void> ended() {
        return new Reply<>(end);
    }

    /** Ends the stream. An event that is being told is told to its end; no other follows. */
    @Override
    public void close() {
        end.complete(null);
        current.cancel(true);
    }

    void connect() {
        if (end.isDone()) {
            return;
        }
        String address = transport.address();
        EventConnection connection = new EventConnection(this::opened, this::tell);
        CompletableFuture<HttpResponse<byte[]>> sent = transport.start(request(address), body(connection));
        current = sent;
        sent.whenComplete((response, failure) -> over(address, connection, response, failure));
        watch(connection, sent);
        if (end.isDone()) {
            sent.cancel(true);
        }
    }

    private HttpRequest.Builder request(String address) {
        HttpRequest.Builder request = call.request(address);
        return lastId == null ? request : request.setHeader("Last-Event-ID", lastId);
    }

    private static BodyHandler<byte[]> body(EventConnection connection) {
        return answer -> answer.statusCode() == OK
                ? BodySubscribers.fromLineSubscriber(connection, end -> NOTHING, StandardCharsets.UTF_8, null)
                : BodySubscribers.ofByteArray();
    }

    private synchronized void opened() {
        if (wasOpen) {
            tell(GAP);
        }
        wasOpen = true;
    }

    private synchronized void tell(Event event) {
        if (end.isDone()) {
            return;
        }
        lastId = event.id() == null ? lastId : event.id();
        try {
            if (listener.test(event)) {
                close();
            }
        } catch (RuntimeException e) {
            end.completeExceptionally(e);
            close();
        }
    }

    private void watch(EventConnection connection, CompletableFuture<?> sent) {
        Transport.after(transport.silence(), () -> {
            if (connection.isSilentFor(transport.silence())) {
                sent.cancel(true);
            } else if (!sent.isDone()) {
                watch(connection, sent);
            }
        });
    }

    private void over(String address, EventConnection connection, HttpResponse<byte[]> response, Throwable failure) {
        if (connection.wasAlive()) {
            patience.renew();
        }
        if (failure != null) {
            again(address, Duration.ZERO, Transport.unreachable(address, Reply.unwrapped(failure)));
        } else if (response.statusCode() == OK) {
            again(address, Duration.ZERO, Transport.unreachable(address, new EOFException("the stream broke off")));
        } else {
            refused(address, response);
        }
    }

    private void refused(String address, HttpResponse<byte[]> response) {
        TalkooException problem = Bodies.problem(response.statusCode(), response.body());
        if (Exchange.isPassing(problem, call)) {
            again(address, Exchange.retryAfter(response), problem);
        } else {
            end.completeExceptionally(problem);
        }
    }

    private void again(String address, Duration atLeast, TalkooException problem) {
        transport.turnFrom(address);
        patience.pause(atLeast)
                .ifPresentOrElse(
                        pause -> Transport.after(pause, this::connect), () -> end.completeExceptionally(problem));
    }
}
