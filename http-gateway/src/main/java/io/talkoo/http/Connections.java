package io.talkoo.http;

import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.stream.InitialTimeoutException;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Counts the connections of each address, and ends those that send no complete request. Pekko HTTP tells an address with the
 * first request, so that is when a connection is counted; before it, the connection has little time. Thread-safe.
 */
final class Connections {
    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private final int mostOfOneAddress;
    private final Duration firstRequest;

    /** @param firstRequest time for it, see {@link Patience#firstRequest} */
    Connections(int mostOfOneAddress, Duration firstRequest) {
        this.mostOfOneAddress = mostOfOneAddress;
        this.firstRequest = firstRequest;
    }

    /** What serves one connection: it ends where no request comes, and answers 429 where there are too many. */
    Flow<HttpRequest, HttpResponse, NotUsed> serving(Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
        return Flow.fromMaterializer((materializer, attributes) -> {
                    AtomicReference<String> counted = new AtomicReference<>();
                    return Flow.of(HttpRequest.class)
                            .initialTimeout(firstRequest)
                            // An end and not a failure, which Pekko HTTP would log and answer.
                            .recoverWithRetries(1, InitialTimeoutException.class, Source::empty)
                            .mapAsync(1, request -> admits(request, counted) ? handler.apply(request) : refused())
                            .watchTermination((nothing, ended) -> {
                                ended.whenComplete((done, failure) -> release(counted.get()));
                                return nothing;
                            });
                })
                .mapMaterializedValue(materialized -> NotUsed.getInstance());
    }

    private boolean admits(HttpRequest request, AtomicReference<String> counted) {
        if (counted.get() == null) {
            String address = Clients.address(request);
            if (open.merge(address, 1, Integer::sum) > mostOfOneAddress) {
                release(address);
                return false;
            }
            counted.set(address);
        }
        return true;
    }

    private CompletionStage<HttpResponse> refused() {
        TalkooException tooMany = new TalkooException(
                ProblemType.OVERLOADED,
                "more than " + mostOfOneAddress + " connections of one client (talkoo.http.client.max-connections)");
        return CompletableFuture.completedFuture(Problems.response(tooMany).addHeader(Connection.create("close")));
    }

    private void release(String address) {
        if (address != null) {
            open.computeIfPresent(address, (from, count) -> count == 1 ? null : count - 1);
        }
    }
}
