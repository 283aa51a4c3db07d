package io.talkoo.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskGateway;
import io.talkoo.engine.TaskGateway.Submitted;
import io.talkoo.protocol.TaskRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;

/** A bound HTTP server in front of an engine. Thread-safe. */
public final class GatewayServer {
    private static final Duration COMMENT_INTERVAL = Duration.ofSeconds(15);

    /** What was handed to the network last may still be on its way out when nothing is owed any more. */
    private static final Duration SETTLE = Duration.ofMillis(100);

    private final ServerBinding binding;
    private final Drain drain;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private GatewayServer(ServerBinding binding, Drain drain) {
        this.binding = binding;
        this.drain = drain;
    }

    /**
     * Binds the contract's routes. The actor system stays the caller's. The stage fails with {@link StartException} when
     * the host is not a loopback one or the port is taken.
     */
    public static CompletionStage<GatewayServer> start(
            ClassicActorSystemProvider system, TaskGateway gateway, TalkooSettings.Http settings) {
        return start(system, gateway, settings, COMMENT_INTERVAL);
    }

    static CompletionStage<GatewayServer> start(
            ClassicActorSystemProvider system,
            TaskGateway gateway,
            TalkooSettings.Http settings,
            Duration commentInterval) {
        Drain drain = new Drain();
        EventRoute events = new EventRoute(gateway::watch, system, commentInterval, drain);
        List<Route> routes =
                Routes.all(gateway, new LongPolls(gateway::await, gateway::status, drain), events, system, drain);
        return bind(system, settings, routes, drain);
    }

    /**
     * Binds {@code POST /v1/tasks} alone, answered by {@code submit}: the same server and JSON without an engine, as the
     * yardstick of the benchmarks.
     */
    public static CompletionStage<GatewayServer> startEmpty(
            ClassicActorSystemProvider system,
            TalkooSettings.Http settings,
            Function<TaskRequest, CompletionStage<Submitted>> submit) {
        SubmitRoute route = new SubmitRoute(submit, (id, wait) -> {
            throw new UnsupportedOperationException("nothing to wait for");
        });
        return bind(system, settings, List.of(Route.post("/v1/tasks", Set.of(), route::submit)), new Drain());
    }

    static CompletionStage<GatewayServer> bind(
            ClassicActorSystemProvider system, TalkooSettings.Http settings, List<Route> routes, Drain drain) {
        try {
            Loopback.requireBindable(settings.host());
        } catch (StartException e) {
            return CompletableFuture.failedFuture(e);
        }
        Router router = new Router(routes, new BodyReader(system, settings.maxBodyBytes()), drain);
        return Http.get(system)
                .newServerAt(settings.host(), settings.port())
                .withSettings(serverSettings(system))
                .bind(router::handle)
                .thenApply(binding -> new GatewayServer(binding, drain))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(notBound(settings, failure)));
    }

    private static StartException notBound(TalkooSettings.Http settings, Throwable failure) {
        return new StartException(
                "talkoo.http.port: " + settings.port() + " on " + settings.host()
                        + " cannot be bound, probably because another process has it; choose another, or 0 for a free one",
                failure);
    }

    /** What the contract needs of Pekko HTTP goes before what the application has set up for servers of its own. */
    private static ServerSettings serverSettings(ClassicActorSystemProvider system) {
        Config needed = ConfigFactory.parseResources(GatewayServer.class, "talkoo-http-server.conf");
        return ServerSettings.create(
                needed.withFallback(system.classicSystem().settings().config()).resolve());
    }

    /** Where it listens; the port is the real one also when the settings said 0. */
    public InetSocketAddress address() {
        return binding.localAddress();
    }

    public int port() {
        return address().getPort();
    }

    /**
     * Stops accepting connections, ends event streams, answers long polls with the status as it is and lets all other
     * requests in flight end, then closes all connections. The stage completes after that, and at the latest a moment
     * after {@code atMost}. Idempotent: a second call joins the first.
     */
    public CompletionStage<Void> stop(Duration atMost) {
        if (drain.begin()) {
            binding.unbind()
                    .thenCompose(unbound -> drain.done())
                    .toCompletableFuture()
                    .completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS)
                    .thenComposeAsync(given -> binding.terminate(SETTLE), afterSettling())
                    .whenComplete((terminated, failure) -> stopped.complete(null));
        }
        return stopped.copy();
    }

    /** Needs no thread of a pool: the caller may block the last one of them. */
    private static Executor afterSettling() {
        return CompletableFuture.delayedExecutor(SETTLE.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
    }
}
