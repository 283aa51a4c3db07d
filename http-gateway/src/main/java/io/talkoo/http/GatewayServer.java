package io.talkoo.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.talkoo.config.Scope;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskGateway;
import io.talkoo.engine.TaskGateway.Submitted;
import io.talkoo.protocol.TaskRequest;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;
import org.apache.pekko.http.javadsl.settings.ServerSettings;

/** A bound HTTP server in front of an engine. Thread-safe. */
public final class GatewayServer {
    private static final Duration COMMENT_INTERVAL = Duration.ofSeconds(15);

    /** What was handed to the network last may still be on its way out when nothing is owed any more. */
    private static final Duration SETTLE = Duration.ofMillis(100);

    private final ServerBinding binding;
    private final Drain drain;
    private final Access access;
    private final GatewayServer metrics;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    /** @param metrics the server of the port for metrics; null if there is none */
    private GatewayServer(ServerBinding binding, Drain drain, Access access, GatewayServer metrics) {
        this.binding = binding;
        this.drain = drain;
        this.access = access;
        this.metrics = metrics;
    }

    /**
     * Binds the contract's routes, and metrics once more where they have a port of their own. The actor system stays the
     * caller's. The stage fails with {@link StartException} when a port is taken, a host is not a loopback one and nobody is
     * asked for a key, or a file cannot be used.
     */
    public static CompletionStage<GatewayServer> start(
            ClassicActorSystemProvider system, TaskGateway gateway, TalkooSettings.Http settings) {
        AtomicReference<List<Route>> all = new AtomicReference<>();
        return opened(system, settings, access -> {
                    Drain drain = new Drain();
                    Serving serving = new Serving(system, access.authentication(), drain, COMMENT_INTERVAL);
                    List<Route> routes = Routes.all(gateway, serving);
                    all.set(routes);
                    return new Served(
                            access, gateway.isTraced() ? traced(routes) : routes, drain, new Audit(gateway::shown));
                })
                .thenCompose(server -> settings.metrics().port().isEmpty()
                        ? done(server)
                        : server.besides(system, settings, all.get()));
    }

    private static List<Route> traced(List<Route> routes) {
        return routes.stream().map(CallerTrace::joinedBy).toList();
    }

    private static CompletionStage<GatewayServer> done(GatewayServer server) {
        return CompletableFuture.completedFuture(server);
    }

    /** The same with a port for metrics; stops where that cannot be opened. */
    private CompletionStage<GatewayServer> besides(
            ClassicActorSystemProvider system, TalkooSettings.Http settings, List<Route> routes) {
        return bind(system, MetricsPort.settings(settings), MetricsPort.routes(settings, routes), new Drain())
                .thenApply(apart -> new GatewayServer(binding, drain, access, apart))
                .exceptionallyCompose(
                        failure -> stop(Duration.ZERO).thenCompose(stopped -> CompletableFuture.failedFuture(failure)));
    }

    /**
     * Binds {@code POST /v1/tasks} alone, answered by {@code submit}: the same server and JSON without an engine, as the
     * yardstick of the benchmarks.
     */
    public static CompletionStage<GatewayServer> startEmpty(
            ClassicActorSystemProvider system,
            TalkooSettings.Http settings,
            Function<TaskRequest, CompletionStage<Submitted>> submit) {
        SubmitRoute route = new SubmitRoute((caller, task) -> submit.apply(task), (id, wait) -> {
            throw new UnsupportedOperationException("nothing to wait for");
        });
        List<Route> routes = List.of(Route.post(Scope.SUBMIT, "/v1/tasks", Set.of(), route::submit));
        return opened(system, settings, access -> new Served(access, routes, new Drain()));
    }

    /** What is bound. */
    record Served(Access access, List<Route> routes, Drain drain, Audit audit) {
        Served(Access access, List<Route> routes, Drain drain) {
            this(access, routes, drain, new Audit(UnaryOperator.identity()));
        }
    }

    private static CompletionStage<GatewayServer> opened(
            ClassicActorSystemProvider system, TalkooSettings.Http settings, Function<Access, Served> served) {
        try {
            return bind(
                    system, settings, served.apply(Access.open(system, settings, Clock.systemUTC(), Patience.DEFAULT)));
        } catch (StartException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    static CompletionStage<GatewayServer> bind(
            ClassicActorSystemProvider system, TalkooSettings.Http settings, List<Route> routes, Drain drain) {
        return opened(system, settings, access -> new Served(access, routes, drain));
    }

    static CompletionStage<GatewayServer> bind(
            ClassicActorSystemProvider system, TalkooSettings.Http settings, Served served) {
        Patience patience = served.access.patience();
        BodyReader bodies = new BodyReader(system, settings.maxBodyBytes(), patience.upload());
        Router router = new Router(served.routes, served.access.guard(), served.audit, bodies, served.drain);
        ServerBuilder server = Http.get(system)
                .newServerAt(settings.host(), settings.port())
                .withSettings(serverSettings(system, patience));
        TlsContext tls = served.access.tls();
        return (tls == null ? server : server.enableHttps(tls.connections()))
                .bindFlow(served.access.connections().serving(router::handle))
                .thenApply(binding -> new GatewayServer(binding, served.drain, served.access, null))
                .exceptionallyCompose(failure -> {
                    served.access.close();
                    return CompletableFuture.failedFuture(notBound(settings, failure));
                });
    }

    private static StartException notBound(TalkooSettings.Http settings, Throwable failure) {
        return new StartException(
                "talkoo.http.port: " + settings.port() + " on " + settings.host()
                        + " cannot be bound, probably because another process has it; choose another, or 0 for a free one",
                failure);
    }

    /** What the contract needs of Pekko HTTP goes before what the application has set up for servers of its own. */
    private static ServerSettings serverSettings(ClassicActorSystemProvider system, Patience patience) {
        Config needed = ConfigFactory.parseResources(GatewayServer.class, "talkoo-http-server.conf")
                .withValue(
                        "pekko.http.server.idle-timeout",
                        ConfigValueFactory.fromAnyRef(patience.idle().toMillis() + " ms"));
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

    /** Where metrics alone are told; empty if they have no port of their own. */
    public Optional<InetSocketAddress> metricsAddress() {
        return Optional.ofNullable(metrics).map(GatewayServer::address);
    }

    /**
     * Stops accepting connections, ends event streams, answers long polls with the status as it is and lets all other
     * requests in flight end, then closes all connections. The stage completes after that, and at the latest a moment
     * after {@code atMost}. Idempotent: a second call joins the first.
     */
    public CompletionStage<Void> stop(Duration atMost) {
        if (drain.begin()) {
            access.close();
            if (metrics != null) {
                metrics.stop(atMost);
            }
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
