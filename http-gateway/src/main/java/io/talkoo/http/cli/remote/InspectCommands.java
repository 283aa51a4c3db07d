package io.talkoo.http.cli.remote;

import io.talkoo.protocol.ClusterStatus;
import io.talkoo.protocol.FailureGroup;
import io.talkoo.protocol.NodeActivity;
import io.talkoo.protocol.TaskTypeStatus;
import io.talkoo.protocol.client.TalkooClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code talkoo inspect}. */
@Command(
        name = "inspect",
        description = "Looks into the running nodes.",
        footer = {"%nExamples:", "  talkoo inspect active", "  talkoo inspect stats --json"},
        mixinStandardHelpOptions = true,
        subcommands = {
            InspectCommands.Active.class,
            InspectCommands.Registered.class,
            InspectCommands.Stats.class,
            InspectCommands.Failures.class
        })
final class InspectCommands implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "expected one of " + spec.subcommands().keySet());
    }

    @Command(
            name = "active",
            description = "Shows which node runs what at the moment; with --json an array of nodes.",
            footer = {"%nExample:", "  talkoo inspect active"})
    static final class Active extends RemoteCommand {
        @Override
        int run(TalkooClient client, Screen screen) {
            List<NodeActivity> nodes = client.control().running().get();
            if (screen.isJson()) {
                screen.json(nodes);
                return ExitCodes.OK;
            }
            Table table = new Table("NODE", "ID", "NAME", "QUEUE", "STARTED");
            for (NodeActivity node : nodes) {
                node.tasks()
                        .forEach(
                                task -> table.row(node.node(), task.id(), task.name(), task.queue(), task.startedAt()));
            }
            screen.table(table);
            return ExitCodes.OK;
        }
    }

    @Command(
            name = "registered",
            description = "Lists the task types, their limits, and which nodes can run them; with --json an array.",
            footer = {"%nExample:", "  talkoo inspect registered"})
    static final class Registered extends RemoteCommand {
        @Override
        int run(TalkooClient client, Screen screen) {
            List<TaskTypeStatus> types = client.control().taskTypes().get();
            if (screen.isJson()) {
                screen.json(types);
            } else {
                screen.table(TaskTypes.table(types));
            }
            return ExitCodes.OK;
        }
    }

    @Command(
            name = "stats",
            description = "Shows the nodes, their slots, and their store; with --json one document.",
            footer = {"%nExample:", "  talkoo inspect stats"})
    static final class Stats extends RemoteCommand {
        @Override
        int run(TalkooClient client, Screen screen) {
            ClusterStatus cluster = client.control().cluster().get();
            if (screen.isJson()) {
                screen.json(cluster);
                return ExitCodes.OK;
            }
            Table table =
                    new Table("NODE", "STATUS", "ADDRESS", "ROLES", "QUEUES", "SLOTS", "RUNNING", "SHARDS", "VERSION");
            cluster.members().forEach(node -> row(table, cluster, node));
            screen.table(table);
            String fault = cluster.store().fault();
            screen.line("store: " + Plain.line(cluster.store().kind() + (fault == null ? "" : ", " + fault)));
            return ExitCodes.OK;
        }

        private static void row(Table table, ClusterStatus cluster, ClusterStatus.Node node) {
            boolean isAway = cluster.unreachable().contains(node.id());
            table.row(
                    node.id(),
                    node.status() + (isAway ? ", unreachable" : ""),
                    node.address(),
                    node.roles(),
                    node.queues(),
                    node.slots(),
                    node.running(),
                    node.shards() == null ? null : node.shards().size(),
                    node.version());
        }
    }

    @Command(
            name = "failures",
            description = "Counts failed tasks by error and name; with --json an array.",
            footer = {"%nExample:", "  talkoo inspect failures --limit 20"})
    static final class Failures extends RemoteCommand {
        @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "how many, to 1000 (100)")
        private int limit;

        @Override
        int run(TalkooClient client, Screen screen) {
            List<FailureGroup> groups = client.control().failures(limit).get();
            if (screen.isJson()) {
                screen.json(groups);
                return ExitCodes.OK;
            }
            Table table = new Table("ERROR", "NAME", "COUNT", "LAST", "LAST ID");
            groups.forEach(
                    group -> table.row(group.errorType(), group.name(), group.count(), group.lastAt(), group.lastId()));
            screen.table(table);
            return ExitCodes.OK;
        }
    }
}
