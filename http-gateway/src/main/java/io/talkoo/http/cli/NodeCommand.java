package io.talkoo.http.cli;

import io.talkoo.config.SettingsLoader;
import io.talkoo.config.TalkooSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code talkoo node}: runs a node until it is told to stop. This class is loaded with every command, to know their options,
 * so what a node needs is in {@link NodeRun}.
 */
@Command(
        name = TalkooCommand.NODE,
        description = "Starts a node and runs it until SIGTERM, which drains it; a second SIGTERM does not wait.",
        footer = {"%nExample:", "  talkoo node --port 8080 --data /var/lib/talkoo --tasks my-tasks.jar"},
        mixinStandardHelpOptions = true)
final class NodeCommand implements Callable<Integer> {
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
        return NodeRun.untilAsked(signals, load(), tasks, spec.commandLine().getOut());
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
}
