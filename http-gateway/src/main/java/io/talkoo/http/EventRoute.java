package io.talkoo.http;

import io.talkoo.engine.TaskGateway;
import io.talkoo.engine.TaskGateway.TaskEvent;
import io.talkoo.engine.TaskGateway.Watch;
import io.talkoo.protocol.TaskStatus;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.ActorAttributes;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.StreamSubscriptionTimeoutTerminationMode;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.SourceQueueWithComplete;
import org.apache.pekko.util.ByteString;

/** {@code GET /v1/tasks/{id}/events}: a task's changes as Server-Sent Events, up to its end. */
final class EventRoute {
    /** Events kept for a client that reads slowly; the oldest are dropped first, so the terminal one never is. */
    private static final int BUFFERED_EVENTS = 16;

    /** The stream waits for its watch, which may take as long as the others take over from a node that died. */
    static final Attributes UNTIL_WATCHED = ActorAttributes.streamSubscriptionTimeout(
            Duration.ofMinutes(1), StreamSubscriptionTimeoutTerminationMode.cancel());

    private static final ContentType EVENT_STREAM = MediaTypes.TEXT_EVENT_STREAM.toContentType();

    /** A stream has its connection to itself: it ends with it, also for clients that do not look for the last chunk. */
    private static final Connection CLOSE = Connection.create("close");

    private static final RawHeader NO_CACHE = RawHeader.create("Cache-Control", "no-cache");

    private final Watching<TaskEvent> watching;
    private final ClassicActorSystemProvider system;
    private final Duration commentInterval;
    private final Drain drain;
    private final SharedKillSwitch streams = KillSwitches.shared("task-events");

    /** What the engine does for a stream, see {@link TaskGateway#watch}. */
    @FunctionalInterface
    interface Watching<E> {
        CompletionStage<Watch> watch(String id, String after, Consumer<E> listener);
    }

    /** @param commentInterval silence after which a comment shows that the stream is alive */
    EventRoute(Watching<TaskEvent> watching, ClassicActorSystemProvider system, Duration commentInterval, Drain drain) {
        this.watching = watching;
        this.system = system;
        this.commentInterval = commentInterval;
        this.drain = drain;
        drain.begun().thenRun(streams::shutdown);
    }

    CompletionStage<HttpResponse> events(Call call) {
        Watching<TaskEvent> seen = (id, after, listener) -> watching.watch(id, after, changesOf(listener));
        return events(call, seen, event -> event.status().ready(), ServerSentEvents::status);
    }

    /** A row that is written may show nothing that was not shown before: that its task runs, a while after it began. */
    private static Consumer<TaskEvent> changesOf(Consumer<TaskEvent> listener) {
        AtomicReference<TaskStatus> shown = new AtomicReference<>();
        return event -> {
            if (!event.status().equals(shown.getAndSet(event.status()))) {
                listener.accept(event);
            }
        };
    }

    /**
     * Streams what {@code watched} tells of the thing that the call names, up to its end.
     *
     * @param isLast whether an event is the end
     */
    <E> CompletionStage<HttpResponse> events(
            Call call, Watching<E> watched, Predicate<E> isLast, Function<E, ByteString> written) {
        var materialized = Source.<E>queue(BUFFERED_EVENTS, OverflowStrategy.dropHead())
                .toMat(Sink.asPublisher(AsPublisher.WITH_FANOUT), Keep.both())
                .withAttributes(UNTIL_WATCHED)
                .run(system);
        SourceQueueWithComplete<E> queue = materialized.first();
        Consumer<E> listener = event -> {
            queue.offer(event);
            if (isLast.test(event)) {
                queue.complete();
            }
        };
        return watched.watch(call.id(), call.header("last-event-id"), listener)
                .whenComplete((watch, failure) -> closeTogether(queue, watch, failure))
                .thenApply(watch -> response(Source.fromPublisher(materialized.second())
                        .watchTermination((any, ended) -> endWith(ended, queue))
                        .map(written::apply)));
    }

    /** A publisher that is cancelled before it has its source, as that of a HEAD may be, does not pass it on. */
    private static NotUsed endWith(CompletionStage<Done> ended, SourceQueueWithComplete<?> queue) {
        ended.whenComplete((done, broken) -> queue.fail(new CancellationException("the stream has ended")));
        return NotUsed.getInstance();
    }

    /** However the stream ends, and the client going away is one way, the engine stops telling it. */
    private void closeTogether(SourceQueueWithComplete<?> queue, Watch watch, Throwable failure) {
        if (failure != null) {
            queue.complete();
            return;
        }
        drain.owe();
        queue.watchCompletion().whenComplete((done, broken) -> {
            watch.close();
            drain.give();
        });
    }

    /** Streams events until they end or the server drains. */
    HttpResponse response(Source<ByteString, NotUsed> events) {
        return HttpResponse.create()
                .addHeader(NO_CACHE)
                .addHeader(CLOSE)
                .withEntity(HttpEntities.createChunked(
                        EVENT_STREAM,
                        events.via(streams.flow()).keepAlive(commentInterval, () -> ServerSentEvents.COMMENT)));
    }
}
