package io.talkoo.http.webhook;

import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.WebhookSignature;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.ClientTransport;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.OutgoingConnectionBuilder;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.Uri;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.settings.ClientConnectionSettings;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Posts signed JSON: one connection for each, to the address that was checked, which the name is not looked up again for. No
 * redirect is followed, and of the answer no more is read than its head. Thread-safe.
 */
final class WebhookClient {
    private final ClassicActorSystemProvider system;
    private final String secret;
    private final Duration timeout;
    private final Clock clock;

    /** @param timeout to connect, and once more to be answered */
    WebhookClient(ClassicActorSystemProvider system, String secret, Duration timeout, Clock clock) {
        this.system = system;
        this.secret = secret;
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * Completes once the host has taken it; fails with {@link IOException} for any status but 2xx.
     *
     * @param address of the URL's host
     * @param delivery the id of the delivery, the same when it is repeated
     */
    CompletionStage<Void> post(Uri url, InetSocketAddress address, String delivery, JsonBytes body) {
        HttpRequest request = HttpRequest.POST(target(url))
                .addHeader(RawHeader.create(
                        WebhookSignature.HEADER, WebhookSignature.of(secret, body.utf8(), clock.instant())))
                .addHeader(RawHeader.create("Talkoo-Delivery", delivery))
                .withEntity(ContentTypes.APPLICATION_JSON, body.utf8());
        OutgoingConnectionBuilder connection = Http.get(system)
                .connectionTo(url.host().address())
                .toPort(url.port())
                .withClientConnectionSettings(settings(address));
        return Source.single(request)
                .via(url.getScheme().equals("https") ? connection.https() : connection.http())
                .completionTimeout(timeout.multipliedBy(2))
                .runWith(Sink.head(), system)
                .thenCompose(WebhookClient::accepted);
    }

    private static String target(Uri url) {
        Uri complete = url.getPathString().isEmpty() ? url.path("/") : url;
        return complete.toRelative().toString();
    }

    private ClientConnectionSettings settings(InetSocketAddress address) {
        return ClientConnectionSettings.create(system.classicSystem())
                .withConnectingTimeout(timeout)
                .withIdleTimeout(timeout)
                .withTransport(
                        ClientTransport.withCustomResolver((host, port) -> CompletableFuture.completedStage(address)));
    }

    private static CompletionStage<Void> accepted(HttpResponse response) {
        int status = response.status().intValue();
        return status >= 200 && status < 300
                ? CompletableFuture.completedStage(null)
                : CompletableFuture.failedStage(new IOException("expected a status of 2xx, got " + status));
    }
}
