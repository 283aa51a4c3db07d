package io.talkoo.examples.taskapp;

import io.talkoo.config.InvalidSettingsException;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.EngineStartException;
import io.talkoo.engine.TaskEngine;
import io.talkoo.http.StartException;
import io.talkoo.http.TalkooNode;
import io.talkoo.http.cli.StopSignals;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;

/**
 * An application with slow work to do: a page of its own, the engine embedded, and the engine's HTTP gateway beside it.
 * Everything runs in this one process, and on one actor system.
 */
public final class TaskApp implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final Duration HTTP_DRAIN = Duration.ofSeconds(5);
    /** What the operator got wrong, as every command of the engine says it. */
    private static final int USAGE = 2;

    private static final int LOST = 3;

    private final TalkooNode node;
    private final ServerBinding page;

    private TaskApp(TalkooNode node, ServerBinding page) {
        this.node = node;
        this.page = page;
    }

    public static void main(String[] args) {
        System.exit(run());
    }

    private static int run() {
        StopSignals signals = StopSignals.install();
        try (TaskApp app = start(AppSettings.from(System.getenv()), TalkooSettings.load())) {
            System.out.println(app.node.readyLine());
            System.out.println("task-app ready " + app.uri());
            CompletableFuture<String> lost = app.node.engine().lost().toCompletableFuture();
            CompletableFuture.anyOf(signals.asked(), lost).join();
            return lost.isDone() ? LOST : 0;
        } catch (InvalidSettingsException | StartException | EngineStartException e) {
            System.err.println("task-app: " + e.getMessage());
            return USAGE;
        }
    }

    /** Starts all of it; what started is stopped again when the rest cannot. */
    static TaskApp start(AppSettings app, TalkooSettings engine) {
        TalkooNode node = TalkooNode.start(TaskEngine.builder().settings(engine).modules(List.of(new AppModule(app))));
        try {
            return new TaskApp(node, bind(node.engine(), app.port()));
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    private static ServerBinding bind(TaskEngine engine, int port) {
        ActorSystem<?> system = engine.actorSystem();
        PageRoutes routes = new PageRoutes(engine, system.dispatchers().lookup(DispatcherSelector.blocking()));
        try {
            return Http.get(system)
                    .newServerAt(HOST, port)
                    .bind(routes.all())
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new StartException(
                    "TASK_APP_PORT: " + port + " cannot be bound, probably because another process has it; choose"
                            + " another, or 0 for a free one",
                    e);
        }
    }

    /** Where the page is. */
    URI uri() {
        return URI.create("http://" + HOST + ":" + page.localAddress().getPort());
    }

    TalkooNode node() {
        return node;
    }

    /** First the page, which submits tasks, then the node, which lets those that run end. */
    @Override
    public void close() {
        try {
            page.terminate(HTTP_DRAIN).toCompletableFuture().join();
        } finally {
            node.close();
        }
    }
}
