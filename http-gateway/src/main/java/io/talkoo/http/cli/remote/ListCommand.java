package io.talkoo.http.cli.remote;

import io.talkoo.http.cli.remote.Converters.Past;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskPage;
import io.talkoo.protocol.TaskSummary;
import io.talkoo.protocol.client.TalkooClient;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code talkoo list}: tasks, newest first. */
@Command(
        name = "list",
        description = "Lists tasks, newest first; with --json the page as one document: {tasks, next}.",
        footer = {
            "%nExamples:",
            "  talkoo list --state FAILURE --since 1h",
            "  talkoo list --queue mail --header tenant=a --limit 200 --json"
        })
final class ListCommand extends RemoteCommand {
    @Mixin
    private FilterOptions filter;

    @Option(
            names = "--since",
            paramLabel = "TIME|INSTANT",
            converter = Past.class,
            description = "created since, such as 2h (ago) or 2026-11-20T08:10:00Z")
    private Instant since;

    @Option(names = "--until", paramLabel = "TIME|INSTANT", converter = Past.class, description = "created before")
    private Instant until;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "how many at most, from 1 to 1000 (50)")
    private int limit;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "where the page before this one ended")
    private String cursor;

    @Override
    int run(TalkooClient client, Screen screen) {
        TaskPage page = client.tasks().list(whole(), cursor, limit).get();
        if (screen.isJson()) {
            screen.json(page);
            return ExitCodes.OK;
        }
        Table table = new Table("ID", "NAME", "STATE", "QUEUE", "CREATED", "RETRIES", "WORKER");
        page.tasks().forEach(task -> row(table, task));
        screen.table(table);
        if (page.next() != null) {
            screen.note("there are more: --cursor " + Plain.line(page.next()));
        }
        return ExitCodes.OK;
    }

    private TaskFilter whole() {
        TaskFilter some = filter.filter();
        return new TaskFilter(
                some.state(), some.name(), some.queue(), some.rootId(), some.headers(), since, until, some.errorType());
    }

    private static void row(Table table, TaskSummary task) {
        table.row(
                task.id(),
                task.name(),
                Cell.state(task.state()),
                task.queue(),
                task.createdAt(),
                task.retries(),
                task.worker());
    }
}
