package io.talkoo.http;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskEngineBuilder;
import io.talkoo.http.webhook.WebhookTask;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * An engine with its HTTP gateway, started and stopped together.
 *
 * <pre>{@code
 * try (TalkooNode node = TalkooNode.start(TaskEngine.builder().tasks(new MathTasks()))) {
 *     URI gateway = node.uri(); // http://127.0.0.1:8080
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class TalkooNode implements AutoCloseable {
    /** For requests in flight; long polls and event streams end at once. */
    private static final Duration HTTP_DRAIN = Duration.ofSeconds(10);

    private final TaskEngine engine;
    private final GatewayServer http;

    private TalkooNode(TaskEngine engine, GatewayServer http) {
        this.engine = engine;
        this.http = http;
    }

    /**
     * Starts the engine, then the gateway where {@code talkoo.http} says; blocks until tasks can be submitted over HTTP.
     * Throws {@link StartException} when the address cannot be bound, and what {@link TaskEngineBuilder#start} throws;
     * nothing keeps running then.
     */
    public static TalkooNode start(TaskEngineBuilder builder) {
        WebhookTask webhooks = new WebhookTask(builder.settings().webhooks());
        if (builder.settings().webhooks().enabled()) {
            builder.define(webhooks.definition());
        }
        TaskEngine engine = builder.start();
        try {
            webhooks.start(engine.actorSystem());
            ManagedReadiness.install(engine.actorSystem(), engine.gateway()::readiness);
            return new TalkooNode(engine, bound(engine));
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private static GatewayServer bound(TaskEngine engine) {
        try {
            return GatewayServer.start(
                            engine.actorSystem(),
                            engine.gateway(),
                            engine.settings().http())
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartException refused ? refused : e;
        }
    }

    public TaskEngine engine() {
        return engine;
    }

    /** Where the gateway listens. */
    public InetSocketAddress address() {
        return http.address();
    }

    /** Where metrics alone are told; empty if they have no port of their own. */
    public Optional<InetSocketAddress> metricsAddress() {
        return http.metricsAddress();
    }

    /** The gateway's base, for example {@code http://127.0.0.1:8080}; the port is the real one. */
    public URI uri() {
        String host = engine.settings().http().host();
        String scheme = engine.settings().http().security().tls() == null ? "http" : "https";
        return URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + http.port());
    }

    /** The line that a program prints once the node is ready, for scripts to wait for. */
    public String readyLine() {
        TalkooSettings settings = engine.settings();
        String store = settings.store().url().split(":")[1];
        return "talkoo ready http=" + uri() + " node=" + settings.node().name() + " store=" + store;
    }

    /**
     * Stops taking requests and lets those in flight end, then stops the engine, which waits for running tasks up to
     * {@code talkoo.shutdown.drain}. Blocks meanwhile. Idempotent.
     */
    @Override
    public void close() {
        try {
            http.stop(HTTP_DRAIN).toCompletableFuture().join();
        } finally {
            engine.close();
        }
    }
}
