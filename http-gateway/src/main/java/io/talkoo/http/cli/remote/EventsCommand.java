package io.talkoo.http.cli.remote;

import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.client.EventStream;
import io.talkoo.protocol.client.TalkooClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code talkoo events}: what happens, as it happens. */
@Command(
        name = "events",
        description = "Prints the changes of all tasks as they happen, up to Ctrl-C; with --json a document a line.",
        footer = {"%nExamples:", "  talkoo events --queue mail", "  talkoo events --state FAILURE --json"})
final class EventsCommand extends RemoteCommand {
    @Option(names = "--state", paramLabel = "STATE", description = "changes to this state alone")
    private String state;

    @Option(names = "--name", paramLabel = "TASK", description = "of this task type alone")
    private String name;

    @Option(names = "--queue", paramLabel = "QUEUE", description = "of this queue alone")
    private String queue;

    @Option(names = "--count", paramLabel = "N", description = "end after so many; without end otherwise")
    private long count = Long.MAX_VALUE;

    @Override
    int run(TalkooClient client, Screen screen) {
        TaskFilter filter = TaskFilter.ALL.withState(state).withName(name).withQueue(queue);
        CompletableFuture<Void> enough = new CompletableFuture<>();
        AtomicLong left = new AtomicLong(count);
        try (EventStream stream = client.control()
                .events(
                        filter,
                        task -> {
                            if (left.getAndDecrement() > 0) {
                                told(screen, task);
                            }
                            if (left.get() <= 0) {
                                enough.complete(null);
                            }
                        },
                        () -> screen.note("some changes may be missing here"))) {
            CompletableFuture<Void> ended = stream.ended().stage().toCompletableFuture();
            CompletableFuture.anyOf(enough, ended).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return ExitCodes.OK;
    }

    private static void told(Screen screen, TaskStatus task) {
        if (screen.isJson()) {
            screen.json(task);
        } else {
            Cell state = Cell.state(task.state());
            screen.line(Plain.line(task.id()) + "  " + state.padded(state.width(), screen.hasColours()) + "  "
                    + Plain.line(task.name()));
        }
    }
}
