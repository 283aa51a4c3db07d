package io.talkoo.http.cli.remote;

import io.talkoo.protocol.QueueStatus;
import io.talkoo.protocol.client.TalkooClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code talkoo queues}. */
@Command(
        name = "queues",
        description = "Lists the queues; its commands steer one of them.",
        footer = {"%nExamples:", "  talkoo queues", "  talkoo queues pause mail"},
        subcommands = {
            QueueCommands.All.class,
            QueueCommands.Pause.class,
            QueueCommands.Resume.class,
            QueueCommands.Purge.class
        })
final class QueueCommands extends RemoteCommand {
    @Override
    int run(TalkooClient client, Screen screen) {
        return list(client, screen);
    }

    private static int list(TalkooClient client, Screen screen) {
        List<QueueStatus> queues = client.control().queues().get();
        if (screen.isJson()) {
            screen.json(queues);
        } else {
            screen.table(table(queues));
        }
        return ExitCodes.OK;
    }

    private static int show(Screen screen, QueueStatus queue) {
        if (screen.isJson()) {
            screen.json(queue);
        } else {
            screen.table(table(List.of(queue)));
        }
        return ExitCodes.OK;
    }

    private static Table table(List<QueueStatus> queues) {
        Table table = new Table("QUEUE", "READY", "SCHEDULED", "RUNNING", "SLOTS", "OLDEST", "PAUSED");
        for (QueueStatus queue : queues) {
            Double oldest = queue.oldestReadySeconds();
            table.row(
                    queue.name(),
                    queue.ready(),
                    queue.scheduled(),
                    queue.running(),
                    queue.concurrency(),
                    oldest == null ? null : String.format(Locale.ROOT, "%.1fs", oldest),
                    queue.paused() ? "yes" : "no");
        }
        return table;
    }

    @Command(
            name = "list",
            description = "Lists the queues; with --json one array.",
            footer = {"%nExample:", "  talkoo queues list --json"})
    static final class All extends RemoteCommand {
        @Override
        int run(TalkooClient client, Screen screen) {
            return list(client, screen);
        }
    }

    @Command(
            name = "pause",
            description = "Holds a queue: nothing of it begins any more, and what runs goes on.",
            footer = {"%nExample:", "  talkoo queues pause mail"})
    static final class Pause extends RemoteCommand {
        @Parameters(index = "0", paramLabel = "QUEUE", description = "name of the queue")
        private String queue;

        @Override
        int run(TalkooClient client, Screen screen) {
            return show(screen, client.control().pause(queue).get());
        }
    }

    @Command(
            name = "resume",
            description = "Lets the tasks of a paused queue begin again.",
            footer = {"%nExample:", "  talkoo queues resume mail"})
    static final class Resume extends RemoteCommand {
        @Parameters(index = "0", paramLabel = "QUEUE", description = "name of the queue")
        private String queue;

        @Override
        int run(TalkooClient client, Screen screen) {
            return show(screen, client.control().resume(queue).get());
        }
    }

    @Command(
            name = "purge",
            description = "Revokes all that waits in a queue, tasks for later and retries included; asks first.",
            footer = {"%nExample:", "  talkoo queues purge mail --yes"})
    static final class Purge extends RemoteCommand {
        @Parameters(index = "0", paramLabel = "QUEUE", description = "name of the queue")
        private String queue;

        @Option(
                names = {"-y", "--yes"},
                description = "do not ask")
        private boolean sure;

        @Override
        int run(TalkooClient client, Screen screen) {
            if (!sure && !screen.confirms("Revoke all that waits in " + Plain.line(queue) + "?")) {
                screen.fault("nothing was done");
                return ExitCodes.FAILED;
            }
            long purged = client.control().purge(queue).get();
            if (screen.isJson()) {
                screen.json(Map.of("purged", purged));
            } else {
                screen.line("purged: " + purged);
            }
            return ExitCodes.OK;
        }
    }
}
