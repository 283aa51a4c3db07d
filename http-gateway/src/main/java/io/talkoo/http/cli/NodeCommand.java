package io.talkoo.http.cli;

import io.talkoo.config.SettingsLoader;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.EngineStartException;
import io.talkoo.engine.TaskEngine;
import io.talkoo.http.TalkooNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code talkoo node}: runs a node until it is told to stop. */
@Command(
        name = "node",
        description = "Starts a node and runs it until SIGTERM, which drains it; a second SIGTERM does not wait.",
        footer = {"%nExample:", "  talkoo node --port 8080 --data /var/lib/talkoo --tasks my-tasks.jar"},
        mixinStandardHelpOptions = true)
final class NodeCommand implements Callable<Integer> {
    /** The cluster goes on without this node, which has to be started again. */
    private static final int LOST = 3;

    private static final Logger LOG = LoggerFactory.getLogger(NodeCommand.class);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "settings file, or a profile such as single-node.conf")
    private String config;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "address of the gateway; other than loopback needs keys (127.0.0.1)")
    private String host;

    @Option(names = "--port", paramLabel = "PORT", description = "port of the gateway, 0 for a free one (8080)")
    private String port;

    @Option(names = "--data", paramLabel = "DIR", description = "where the embedded store is (talkoo-data)")
    private String data;

    @Option(names = "--tasks", paramLabel = "JAR", description = "jar whose task modules the node runs; repeatable")
    private List<Path> tasks = List.of();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "any setting of reference.conf; repeatable")
    private List<String> settings = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        StopSignals signals = StopSignals.install();
        TalkooSettings all = load();
        try (TalkooNode node = signals.untilAsked(() -> start(all))) {
            LOG.info("settings in force:\n{}", all);
            announce(node);
            CompletableFuture<String> lost = node.engine().lost().toCompletableFuture();
            CompletableFuture.anyOf(signals.asked(), lost).join();
            if (lost.isDone()) {
                return LOST;
            }
            LOG.info("asked to stop: draining");
        } catch (EngineStartException e) {
            if (!signals.asked().isDone()) {
                throw e;
            }
        }
        return 0;
    }

    private TalkooNode start(TalkooSettings all) {
        return TalkooNode.start(TaskEngine.builder().settings(all).modules(TaskJar.modules(tasks)));
    }

    private TalkooSettings load() {
        SettingsLoader loader = SettingsLoader.withEnvironment(System.getenv());
        if (config != null) {
            loader.file(config);
        }
        settings.forEach(loader::set);
        set(loader, "http.host", host);
        set(loader, "http.port", port);
        set(loader, "data-dir", data);
        return loader.load();
    }

    private static void set(SettingsLoader loader, String key, String value) {
        if (value != null) {
            loader.set(key, value);
        }
    }

    /** Scripts wait for this line: it is the only one on standard output. */
    private void announce(TalkooNode node) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(node.readyLine());
        out.flush();
    }
}
