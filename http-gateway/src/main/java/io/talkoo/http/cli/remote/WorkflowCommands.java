package io.talkoo.http.cli.remote;

import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.WorkflowPage;
import io.talkoo.protocol.WorkflowStatus;
import io.talkoo.protocol.client.TalkooClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code talkoo workflow}. */
@Command(
        name = "workflow",
        aliases = "workflows",
        description = "Submits and shows workflows.",
        footer = {
            "%nExamples:",
            "  talkoo workflow submit order.json --follow",
            "  talkoo workflow show 01931f7a-5a3c-7000-8000-000000000001"
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            WorkflowCommands.Submit.class,
            WorkflowCommands.Show.class,
            WorkflowCommands.All.class,
            WorkflowCommands.Revoke.class
        })
final class WorkflowCommands implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "expected one of " + spec.subcommands().keySet());
    }

    private static WaitOptions.Ways<WorkflowStatus> ways(TalkooClient client, String id) {
        return new WaitOptions.Ways<>(
                () -> client.workflows().status(id),
                atMost -> client.workflows().await(id, atMost),
                listener -> client.workflows().events(id, listener));
    }

    private static int outcome(TalkooClient client, Screen screen, String id, WaitOptions waiting) {
        WorkflowStatus workflow = waiting.status(ways(client, id), new Follower(screen)::workflow);
        return Outcome.of(workflow).tell(screen, false, waiting.isFollowing());
    }

    private static void show(Screen screen, WorkflowStatus workflow) {
        if (screen.isJson()) {
            screen.json(workflow);
        } else {
            new Tree(screen.hasColours()).lines(workflow.root()).forEach(screen::line);
        }
    }

    @Command(
            name = "submit",
            description = "Submits a canvas and prints its id; with --wait or --follow its result, as JSON.",
            footer = {
                "%nExamples:",
                "  talkoo workflow submit order.json --follow",
                "  echo '{\"chain\": [{\"task\": {\"name\": \"tasks.add\", \"args\": [4, 2]}}]}' | talkoo workflow submit -"
            })
    static final class Submit extends RemoteCommand {
        @Parameters(index = "0", paramLabel = "FILE", description = "JSON of the canvas; - is standard input")
        private String file;

        @Option(names = "--key", paramLabel = "KEY", description = "the same key and canvas twice is the same workflow")
        private String key;

        @Mixin
        private WaitOptions waiting;

        @Override
        int run(TalkooClient client, Screen screen) {
            Canvas canvas = JsonFile.read(this, file, Canvas.class);
            WorkflowStatus workflow = (key == null
                            ? client.workflows().submit(canvas)
                            : client.workflows().submit(canvas, key))
                    .get();
            if (waiting.isWaiting()) {
                return outcome(client, screen, workflow.id(), waiting);
            }
            if (screen.isJson()) {
                screen.json(workflow);
            } else {
                screen.line(Plain.line(workflow.id()));
            }
            return ExitCodes.OK;
        }
    }

    @Command(
            name = "show",
            description = "Shows a workflow as a tree; with --wait or --follow its result, as JSON.",
            footer = {"%nExample:", "  talkoo workflow show 01931f7a-5a3c-7000-8000-000000000001"})
    static final class Show extends RemoteCommand {
        @Parameters(index = "0", paramLabel = "ID", description = "id of the workflow, which is that of its result")
        private String id;

        @Mixin
        private WaitOptions waiting;

        @Override
        int run(TalkooClient client, Screen screen) {
            if (waiting.isWaiting()) {
                return outcome(client, screen, id, waiting);
            }
            show(screen, client.workflows().status(id).get());
            return ExitCodes.OK;
        }
    }

    @Command(
            name = "list",
            description = "Lists workflows, newest first; with --json the page as one document: {workflows, next}.",
            footer = {"%nExample:", "  talkoo workflow list --limit 20"})
    static final class All extends RemoteCommand {
        @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "how many, from 1 to 1000 (50)")
        private int limit;

        @Option(names = "--cursor", paramLabel = "CURSOR", description = "where the page before this one ended")
        private String cursor;

        @Override
        int run(TalkooClient client, Screen screen) {
            WorkflowPage page = client.workflows().list(cursor, limit).get();
            if (screen.isJson()) {
                screen.json(page);
                return ExitCodes.OK;
            }
            Table table = new Table("ID", "STATE", "CREATED", "FINISHED");
            page.workflows()
                    .forEach(each ->
                            table.row(each.id(), Cell.state(each.state()), each.createdAt(), each.finishedAt()));
            screen.table(table);
            if (page.next() != null) {
                screen.note("there are more: --cursor " + Plain.line(page.next()));
            }
            return ExitCodes.OK;
        }
    }

    @Command(
            name = "revoke",
            description = "Revokes what has not ended of a workflow, and shows it.",
            footer = {"%nExample:", "  talkoo workflow revoke 01931f7a-5a3c-7000-8000-000000000001 --terminate"})
    static final class Revoke extends RemoteCommand {
        @Parameters(index = "0", paramLabel = "ID", description = "id of the workflow")
        private String id;

        @Option(names = "--terminate", description = "interrupt what runs")
        private boolean terminate;

        @Option(names = "--reason", paramLabel = "TEXT", description = "what the errors are to say")
        private String reason;

        @Override
        int run(TalkooClient client, Screen screen) {
            show(screen, client.workflows().revoke(id, terminate, reason).get());
            return ExitCodes.OK;
        }
    }
}
