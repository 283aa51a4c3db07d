package io.talkoo.http.cli.remote;

import io.talkoo.protocol.Attempt;
import io.talkoo.protocol.TaskError;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.client.TalkooClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code talkoo show}: all about one task. */
@Command(
        name = "show",
        description = "Shows all about a task: arguments, state, times, attempts.",
        footer = {"%nExample:", "  talkoo show 01931f7a-5a3c-7000-8000-000000000001"})
final class ShowCommand extends RemoteCommand {
    private static final int LONGEST = 2000;

    @Parameters(index = "0", paramLabel = "ID", description = "id of the task")
    private String id;

    @Override
    int run(TalkooClient client, Screen screen) {
        TaskStatus task = client.tasks().status(id).get();
        if (screen.isJson()) {
            screen.json(task);
        } else {
            screen.table(fields(task));
            screen.line("");
            screen.table(attempts(task));
        }
        return ExitCodes.OK;
    }

    private static Table fields(TaskStatus task) {
        return new Table("TASK", Plain.line(task.id()))
                .row("name", task.name())
                .row("state", Cell.state(task.state()))
                .row("args", Plain.brief(Screen.compact(task.args()), LONGEST))
                .row("kwargs", Plain.brief(Screen.compact(task.kwargs()), LONGEST))
                .row("result", task.result() == null ? null : Plain.brief(Screen.compact(task.result()), LONGEST))
                .row("progress", task.meta() == null ? null : Plain.brief(Screen.compact(task.meta()), LONGEST))
                .row("error", told(task.error()))
                .row("queue", task.queue())
                .row("priority", String.valueOf(task.priority()))
                .row("retries", String.valueOf(task.retries()))
                .row("created", task.createdAt())
                .row("not before", task.eta())
                .row("expires", task.expiresAt())
                .row("started", task.startedAt())
                .row("finished", task.finishedAt())
                .row("worker", task.worker())
                .row("waits for", task.waitingFor())
                .row("headers", task.headers())
                .row("root", task.rootId())
                .row("parent", task.parentId())
                .row("group", task.groupId())
                .row("children", task.children());
    }

    private static Table attempts(TaskStatus task) {
        Table table = new Table("ATTEMPT", "STARTED", "FINISHED", "WORKER", "OUTCOME", "ERROR");
        for (Attempt attempt : task.attempts()) {
            table.row(
                    attempt.number(),
                    attempt.startedAt(),
                    attempt.finishedAt(),
                    attempt.worker(),
                    attempt.outcome() == null ? null : Cell.state(attempt.outcome()),
                    told(attempt.error()));
        }
        return table;
    }

    private static String told(TaskError error) {
        return error == null ? null : error.type() + (error.message() == null ? "" : ": " + error.message());
    }
}
