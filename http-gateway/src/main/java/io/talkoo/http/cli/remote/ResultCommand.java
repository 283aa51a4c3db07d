package io.talkoo.http.cli.remote;

import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.client.TalkooClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code talkoo result}: what came of a task. */
@Command(
        name = "result",
        description = "Prints the result of a task, as JSON; with --json its whole status.",
        footer = {
            "%nExamples:",
            "  talkoo result 01931f7a-5a3c-7000-8000-000000000001 --wait --timeout 30s",
            "  talkoo result 01931f7a-5a3c-7000-8000-000000000001 --follow"
        })
final class ResultCommand extends RemoteCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "id of the task")
    private String id;

    @Mixin
    private WaitOptions waiting;

    @Option(names = "--traceback", description = "of an error, show where it was thrown")
    private boolean traceback;

    @Override
    int run(TalkooClient client, Screen screen) {
        return tell(client, screen, id, waiting, traceback);
    }

    static int tell(TalkooClient client, Screen screen, String id, WaitOptions waiting, boolean traceback) {
        WaitOptions.Ways<TaskStatus> ways = new WaitOptions.Ways<>(
                () -> client.tasks().status(id),
                atMost -> client.tasks().await(id, atMost),
                listener -> client.tasks().events(id, listener));
        TaskStatus task = waiting.status(ways, new Follower(screen)::task);
        return Outcome.of(task).tell(screen, traceback, waiting.isFollowing());
    }
}
