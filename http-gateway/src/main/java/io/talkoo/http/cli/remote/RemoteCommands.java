package io.talkoo.http.cli.remote;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The commands that talk to a node. */
public final class RemoteCommands {
    private static final List<Class<?>> ALL = List.of(
            SubmitCommand.class,
            ResultCommand.class,
            ShowCommand.class,
            ListCommand.class,
            RevokeCommand.class,
            RetryCommand.class,
            WorkflowCommands.class,
            ScheduleCommands.class,
            QueueCommands.class,
            LimitsCommand.class,
            InspectCommands.class,
            EventsCommand.class,
            PingCommand.class,
            CompletionCommand.class);

    private RemoteCommands() {}

    /** Adds them to a program, which does without colours where its surroundings do. */
    public static void addTo(CommandLine program, Surroundings surroundings) {
        ALL.forEach(program::addSubcommand);
        program.setColorScheme(Help.defaultColorScheme(surroundings.hasColours() ? Ansi.ON : Ansi.OFF));
        program.setExecutionStrategy(parsed -> execute(parsed, surroundings));
    }

    private static int execute(ParseResult parsed, Surroundings surroundings) {
        for (CommandLine each : parsed.asCommandLineList()) {
            if (each.getCommand() instanceof RemoteCommand command) {
                command.within(surroundings);
            }
        }
        return new RunLast().execute(parsed);
    }
}
