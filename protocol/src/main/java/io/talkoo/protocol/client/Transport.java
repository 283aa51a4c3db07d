package io.talkoo.protocol.client;

import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.client.EventParser.Event;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** Brings calls to a node and answers back. One node is asked until it fails; then it is the next one's turn. */
final class Transport {
    private final ClientSettings settings;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private volatile String preferred;
    private volatile boolean closed;

    Transport(ClientSettings settings) {
        this.settings = settings;
        this.preferred = settings.addresses().get(0);
    }

    <T> Reply<T> send(Call call, Function<byte[], T> read) {
        return new Reply<>(exchange(call).thenApply(read));
    }

    /** The body of the answer. */
    CompletableFuture<byte[]> exchange(Call call) {
        return closed
                ? CompletableFuture.failedFuture(new IllegalStateException("the client is closed"))
                : new Exchange(this, call).begin();
    }

    EventStream stream(Target target, Predicate<Event> listener) {
        EventStream stream = new EventStream(this, Call.get(target), listener);
        streams.add(stream);
        stream.ended().stage().whenComplete((end, failure) -> streams.remove(stream));
        if (closed) {
            stream.close();
        }
        stream.connect();
        return stream;
    }

    String address() {
        return preferred;
    }

    /** Turns to the next address, unless another call did already. */
    void turnFrom(String failed) {
        List<String> all = settings.addresses();
        if (preferred.equals(failed)) {
            preferred = all.get((all.indexOf(failed) + 1) % all.size());
        }
    }

    Patience patience(Duration more) {
        return new Patience(settings.patience().plus(more), settings.addresses().size());
    }

    Duration silence() {
        return settings.silence();
    }

    boolean isClosed() {
        return closed;
    }

    /** One try, which is given up when its time is over, however far the answer has come. */
    CompletableFuture<HttpResponse<byte[]>> attempt(String address, Call call) {
        Duration atMost = settings.timeout().plus(call.held());
        CompletableFuture<HttpResponse<byte[]>> sent = start(call.request(address), BodyHandlers.ofByteArray());
        return sent.copy()
                .orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> sent.cancel(true));
    }

    /** A request that takes its time; cancel it to give it up. */
    CompletableFuture<HttpResponse<byte[]>> start(HttpRequest.Builder request, BodyHandler<byte[]> body) {
        if (settings.key() != null) {
            request.header("Authorization", "Bearer " + settings.key());
        }
        return settings.http().sendAsync(request.build(), body);
    }

    static void after(Duration pause, Runnable what) {
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                .execute(what);
    }

    static TalkooException unreachable(String address, Throwable failure) {
        return new TalkooException(
                ProblemType.UNAVAILABLE,
                "expected a Talkoo node at " + address + ", got no answer: " + failure
                        + "; is it running, and can it be reached from here?");
    }

    /** Streams end; calls under way do not, but are not repeated any more. */
    void close() {
        closed = true;
        streams.forEach(EventStream::close);
    }
}
