package io.talkoo.http.cli.remote;

import io.talkoo.http.cli.remote.Converters.Moment;
import io.talkoo.http.cli.remote.Converters.Span;
import io.talkoo.protocol.TaskRequest;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.Unique;
import io.talkoo.protocol.client.TalkooClient;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code talkoo submit}: one task. */
@Command(
        name = "submit",
        aliases = "call",
        description = "Submits a task and prints its id; with --wait or --follow its result, as JSON.",
        footer = {
            "%nExamples:",
            "  talkoo submit tasks.add --args '[4, 2]' --wait",
            "  talkoo submit mail.send --kwargs '{\"to\": \"a@example.com\"}' --queue mail --countdown 10m"
        })
final class SubmitCommand extends RemoteCommand {
    @Parameters(index = "0", paramLabel = "TASK", description = "name of the task")
    private String name;

    @Mixin
    private TaskFields fields;

    @Option(names = "--countdown", paramLabel = "TIME", converter = Span.class, description = "not before, from now on")
    private Duration countdown;

    @Option(names = "--eta", paramLabel = "INSTANT", converter = Moment.class, description = "not before")
    private Instant eta;

    @Option(names = "--id", paramLabel = "UUID", description = "its id; the same id twice is the same task")
    private String id;

    @Option(names = "--parent", paramLabel = "UUID", description = "the task that submits this one")
    private String parent;

    @Option(names = "--unique-key", paramLabel = "KEY", description = "of its name and key there is one at a time")
    private String uniqueKey;

    @Mixin
    private WaitOptions waiting;

    @Option(names = "--traceback", description = "of an error that was waited for, show where it was thrown")
    private boolean traceback;

    @Override
    int run(TalkooClient client, Screen screen) {
        TaskStatus task = client.tasks().submit(request()).get();
        if (waiting.isWaiting()) {
            return ResultCommand.tell(client, screen, task.id(), waiting, traceback);
        }
        if (screen.isJson()) {
            screen.json(task);
        } else {
            screen.line(Plain.line(task.id()));
        }
        return ExitCodes.OK;
    }

    private TaskRequest request() {
        return fields.named(name)
                .countdown(countdown)
                .eta(eta)
                .id(id)
                .parentId(parent)
                .unique(uniqueKey == null ? null : new Unique(uniqueKey, null))
                .build();
    }
}
