package io.talkoo.http.webhook;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.RetryPolicy;
import io.talkoo.engine.TaskContext;
import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.WebhookDelivery;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.Uri;

/** The task that delivers webhooks. It works once {@link #start} was called. Thread-safe. */
public final class WebhookTask {
    private static final RetryPolicy RETRY = RetryPolicy.builder()
            .maxRetries(10)
            .delay(Duration.ofSeconds(5))
            .backoff(2)
            .maxDelay(Duration.ofHours(1))
            .jitter(true)
            .build();

    private final TalkooSettings.Webhooks settings;
    private final Hosts hosts;
    private final CompletableFuture<WebhookClient> client = new CompletableFuture<>();

    public WebhookTask(TalkooSettings.Webhooks settings) {
        this(settings, InetAddress::getAllByName);
    }

    WebhookTask(TalkooSettings.Webhooks settings, Hosts.Lookup lookup) {
        this.settings = settings;
        this.hosts = new Hosts(settings, lookup);
    }

    /** Connects through this system from now on. */
    public void start(ClassicActorSystemProvider system) {
        client.complete(new WebhookClient(system, settings.secret(), settings.timeout(), Clock.systemUTC()));
    }

    /** It as the engine has to know it. A host that may not be told is not tried again. */
    public TaskDefinition<?> definition() {
        return TaskDefinition.named(WebhookDelivery.TASK)
                .queue(settings.queue())
                .retry(RETRY)
                .dontRetryFor(RefusedAddressException.class)
                .ignoreResult()
                .input(WebhookDelivery.class)
                .handler(this::deliver);
    }

    private CompletionStage<Void> deliver(TaskContext task, WebhookDelivery delivery) throws UnknownHostException {
        Uri url = Uri.create(delivery.url());
        InetSocketAddress address = hosts.resolve(url.host().address(), url.port());
        return client.thenCompose(ready -> ready.post(url, address, task.id(), delivery.status()));
    }
}
