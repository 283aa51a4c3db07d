package io.talkoo.http;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskInterceptor;
import io.talkoo.engine.TaskModule;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * An engine with its HTTP gateway, started and stopped together.
 *
 * <pre>{@code
 * try (TalkooNode node = TalkooNode.builder().tasks(new MathTasks()).start()) {
 *     System.out.println(node.uri());
 * }
 * }</pre>
 *
 * <p>Thread-safe once started.
 */
public final class TalkooNode implements AutoCloseable {
    /** Time for requests in flight, long polls and event streams aside, which end at once. */
    private static final Duration HTTP_DRAIN = Duration.ofSeconds(10);

    private final TaskEngine engine;
    private final GatewayServer http;

    private TalkooNode(TaskEngine engine, GatewayServer http) {
        this.engine = engine;
        this.http = http;
    }

    /** Starts from the settings of this process, see {@link TalkooSettings#load()}. */
    public static Builder builder() {
        return new Builder();
    }

    public TaskEngine engine() {
        return engine;
    }

    /** Where the gateway listens. */
    public InetSocketAddress address() {
        return http.address();
    }

    /** The gateway's base, for example {@code http://127.0.0.1:8080}; the port is the real one. */
    public URI uri() {
        String host = engine.settings().http().host();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + http.port());
    }

    /**
     * Stops taking requests and lets those in flight end, then stops the engine, which waits for running tasks up to
     * {@code talkoo.shutdown.drain}. Idempotent.
     */
    @Override
    public void close() {
        try {
            http.stop(HTTP_DRAIN).toCompletableFuture().join();
        } finally {
            engine.close();
        }
    }

    /** Collects what a node runs with. Not thread-safe. */
    public static final class Builder {
        private final TaskEngine.Builder engine = TaskEngine.builder();
        private TalkooSettings settings;

        private Builder() {}

        /** The settings in place of those of this process. */
        public Builder settings(TalkooSettings settings) {
            this.settings = settings;
            return this;
        }

        /** Adds every method of these objects that is annotated as a task. */
        public Builder tasks(Object... annotated) {
            return engine(builder -> builder.tasks(annotated));
        }

        /** Adds tasks written as lambdas. */
        public Builder define(TaskDefinition<?>... lambdas) {
            return engine(builder -> builder.define(lambdas));
        }

        /** Adds the tasks of these modules. */
        public Builder modules(Iterable<TaskModule> modules) {
            return engine(builder -> builder.modules(modules));
        }

        /** Puts these around every task, the first outermost. */
        public Builder interceptors(TaskInterceptor... interceptors) {
            return engine(builder -> builder.interceptors(interceptors));
        }

        private Builder engine(Consumer<TaskEngine.Builder> step) {
            step.accept(engine);
            return this;
        }

        /**
         * Starts the engine, then the gateway; returns once tasks can be submitted over HTTP. Throws
         * {@link StartException} when the address cannot be bound, and whatever {@link TaskEngine} refuses to start
         * with; nothing keeps running then.
         */
        public TalkooNode start() {
            TalkooSettings all = settings == null ? TalkooSettings.load() : settings;
            Loopback.requireBindable(all.http().host());
            TaskEngine started = engine.settings(all).start();
            try {
                return new TalkooNode(
                        started,
                        GatewayServer.start(started.actorSystem(), started.gateway(), all.http())
                                .toCompletableFuture()
                                .join());
            } catch (CompletionException e) {
                started.close();
                throw e.getCause() instanceof StartException refused ? refused : e;
            }
        }
    }
}
