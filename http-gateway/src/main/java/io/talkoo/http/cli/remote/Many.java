package io.talkoo.http.cli.remote;

import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskFilter;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.client.Reply;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tasks to which something is done: some by their ids, or all that pass a filter. */
final class Many {
    @Parameters(
            paramLabel = "ID",
            arity = "0..*",
            description = "ids of tasks; none, but a filter, for all that pass it")
    private List<String> ids = List.of();

    @Mixin
    private FilterOptions filter;

    @Option(
            names = {"-y", "--yes"},
            description = "with a filter: do not ask")
    private boolean sure;

    /**
     * How it is done.
     *
     * @param verb in its first form, for people
     * @param done how the count of many is called
     */
    record Deed(
            String verb, String done, Function<String, Reply<TaskStatus>> one, Function<TaskFilter, Reply<Long>> all) {}

    boolean isByFilter() {
        return !filter.filter().isEmpty();
    }

    int each(RemoteCommand command, Screen screen, Deed deed) {
        if (ids.isEmpty() != isByFilter()) {
            throw command.wrong("expected either ids of tasks or a filter such as --queue mail, got "
                    + (isByFilter() ? "both" : "neither"));
        }
        return isByFilter() ? all(screen, deed) : byId(screen, deed);
    }

    /** One that is refused does not keep the others. */
    private int byId(Screen screen, Deed deed) {
        int worst = ExitCodes.OK;
        for (String id : ids) {
            try {
                told(screen, deed.one().apply(id).get());
            } catch (TalkooException e) {
                worst = Math.max(worst, RemoteCommand.refused(screen, e));
            }
        }
        return worst;
    }

    private static void told(Screen screen, TaskStatus task) {
        if (screen.isJson()) {
            screen.json(task);
        } else {
            screen.line(Plain.line(task.id()) + " " + Plain.line(task.state()));
        }
    }

    private int all(Screen screen, Deed deed) {
        if (!sure && !screen.confirms(deed.verb() + " all tasks with " + filter.words() + "?")) {
            screen.fault("nothing was done");
            return ExitCodes.FAILED;
        }
        long count = deed.all().apply(filter.filter()).get();
        if (screen.isJson()) {
            screen.json(Map.of(deed.done(), count));
        } else {
            screen.line(deed.done() + ": " + count);
        }
        return ExitCodes.OK;
    }
}
