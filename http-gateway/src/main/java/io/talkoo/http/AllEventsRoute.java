package io.talkoo.http;

import io.talkoo.config.Reach;
import io.talkoo.engine.ControlGateway;
import io.talkoo.engine.ControlGateway.Topic;
import io.talkoo.engine.TaskGateway.TaskEvent;
import io.talkoo.engine.TaskGateway.Watch;
import io.talkoo.protocol.States;
import io.talkoo.protocol.TaskRequests;
import io.talkoo.protocol.TaskStatus;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.QueueOfferResult;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** {@code GET /v1/events}: the changes of all tasks of the cluster as Server-Sent Events. */
final class AllEventsRoute {
    static final Set<String> PARAMETERS = Set.of("name", "queue", "state");

    /** Events kept for a client that reads slowly; it is told how many it lost beyond these. */
    private static final int BUFFERED_EVENTS = 512;

    private final ControlGateway control;
    private final EventRoute streams;
    private final ClassicActorSystemProvider system;
    private final Drain drain;

    AllEventsRoute(ControlGateway control, EventRoute streams, ClassicActorSystemProvider system, Drain drain) {
        this.control = control;
        this.streams = streams;
        this.system = system;
        this.drain = drain;
    }

    CompletionStage<HttpResponse> events(Call call) {
        Reach reach = call.caller().reach();
        Topic topic = topic(call.query());
        var materialized = Source.<Supplier<ByteString>>queue(BUFFERED_EVENTS)
                .watchTermination(Keep.both())
                .toMat(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), Keep.both())
                .withAttributes(EventRoute.UNTIL_WATCHED)
                .run(system);
        Client client = new Client(materialized.first().first(), reach);
        CompletionStage<Done> ended = materialized.first().second();
        return control.listen(topic, client::tell, client::lose)
                .whenComplete((watch, failure) -> endTogether(client, ended, watch, failure))
                .thenApply(watch -> streams.response(
                        // At once, so that the client knows from when on it hears of everything.
                        Source.single(ServerSentEvents.COMMENT)
                                .concat(Source.fromPublisher(materialized.second())
                                        .map(Supplier::get))));
    }

    /** However the stream ends, and the client going away is one way, the engine stops telling it. */
    private void endTogether(Client client, CompletionStage<Done> ended, Watch watch, Throwable failure) {
        if (failure != null) {
            client.queue.complete();
            return;
        }
        drain.owe();
        ended.whenComplete((done, broken) -> {
            watch.close();
            drain.give();
        });
    }

    private static Topic topic(Query query) {
        String name = query.text("name");
        String queue = query.text("queue");
        String state = query.text("state");
        if (state != null && !States.isWord(state)) {
            throw query.unexpected("state", States.WORDS);
        }
        if (queue != null && !TaskRequests.isQueueName(queue)) {
            throw query.unexpected("queue", TaskRequests.QUEUE_NAME);
        }
        return new Topic(name, queue, state);
    }

    /**
     * One who listens; its events are numbered, and a number is left out for each that was lost. They are written when they are
     * sent: what waits for a thousand slow readers is the same statuses.
     */
    private static final class Client {
        private final BoundedSourceQueue<Supplier<ByteString>> queue;
        private final AtomicLong lost = new AtomicLong();
        private final Reach reach;
        private long number;

        private Client(BoundedSourceQueue<Supplier<ByteString>> queue, Reach reach) {
            this.queue = queue;
            this.reach = reach;
        }

        private void lose(long events) {
            lost.addAndGet(events);
        }

        private void tell(TaskStatus status) {
            if (!reach.has(status.name(), status.queue())) {
                return;
            }
            long before = lost.getAndSet(0);
            if (before > 0 && !offer(() -> ServerSentEvents.lost(before))) {
                lose(before);
            }
            TaskEvent event = new TaskEvent(Long.toString(++number), status);
            if (!offer(() -> ServerSentEvents.status(event))) {
                lose(1);
            }
        }

        private boolean offer(Supplier<ByteString> event) {
            return queue.offer(event) == QueueOfferResult.enqueued();
        }
    }
}
