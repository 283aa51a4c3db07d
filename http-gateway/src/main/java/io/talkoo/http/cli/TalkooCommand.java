package io.talkoo.http.cli;

import io.talkoo.config.InvalidSettingsException;
import io.talkoo.engine.EngineStartException;
import io.talkoo.http.StartException;
import io.talkoo.http.cli.remote.ExitCodes;
import io.talkoo.http.cli.remote.RemoteCommands;
import io.talkoo.http.cli.remote.Surroundings;
import io.talkoo.protocol.Nearest;
import io.talkoo.protocol.TalkooException;
import java.io.PrintWriter;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The program {@code talkoo}. Exits with 0, with 2 for what the operator got wrong, with 1 for what is our fault; a node
 * with 3 when its cluster went on without it. What commands that talk to a node exit with is in {@link ExitCodes}.
 */
@Command(
        name = "talkoo",
        description = "A durable task engine, without a broker.",
        mixinStandardHelpOptions = true,
        versionProvider = TalkooCommand.Version.class,
        subcommands = {NodeCommand.class, KeysCommand.class})
public final class TalkooCommand implements Runnable {
    static final String NODE = "node";

    private static final String LOGGING = "logback.configurationFile";
    private static final String LOG_FORMAT = "TALKOO_LOG_FORMAT";

    @Spec
    private CommandSpec spec;

    /** Runs the program and ends the process. */
    public static void main(String[] args) {
        String format = System.getenv().getOrDefault(LOG_FORMAT, "text");
        if (!Set.of("text", "json").contains(format)) {
            System.exit(refuse(commandLine(), LOG_FORMAT + ": expected text or json, got \"" + format + "\""));
        }
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "io/talkoo/http/cli/logback.xml");
        }
        System.exit(program(args).execute(args));
    }

    /** A node's start is not held up by the description of all the commands that it does not need. */
    private static CommandLine program(String... args) {
        return args.length > 0 && args[0].equals(NODE) ? bare() : commandLine();
    }

    static CommandLine commandLine() {
        return commandLine(Surroundings.ofTheProcess());
    }

    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine program = bare();
        RemoteCommands.addTo(program, surroundings);
        return program;
    }

    private static CommandLine bare() {
        return new CommandLine(new TalkooCommand())
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((e, args) -> refuse(e.getCommandLine(), words(e)))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(command, e));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "expected a command such as node, submit or ping (see --help)");
    }

    private static int failed(CommandLine command, Exception failure) throws Exception {
        if (failure instanceof InvalidSettingsException settings) {
            return refuse(command, settings.problems().toArray(String[]::new));
        }
        if (failure instanceof StartException
                || failure instanceof EngineStartException
                || failure instanceof TalkooException) {
            return refuse(command, failure.getMessage());
        }
        throw failure;
    }

    private static String words(ParameterException mistake) {
        if (!(mistake instanceof UnmatchedArgumentException unmatched)) {
            return mistake.getMessage();
        }
        CommandLine command = mistake.getCommandLine();
        String word = unmatched.getUnmatched().get(0);
        Set<String> known = new TreeSet<>(command.getSubcommands().keySet());
        known.addAll(command.getCommandSpec().optionsMap().keySet());
        String hint = Nearest.hint(word, known);
        return "\"" + command.getCommandSpec().qualifiedName() + "\" does not take \"" + word + "\""
                + (hint.isEmpty() ? " (see --help)" : hint);
    }

    /** One line for each mistake, and nothing else. */
    private static int refuse(CommandLine command, String... lines) {
        PrintWriter err = command.getErr();
        for (String line : lines) {
            err.println("talkoo: " + line.lines().findFirst().orElse(""));
        }
        return CommandLine.ExitCode.USAGE;
    }

    /** The version this was built as. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = TalkooCommand.class.getPackage().getImplementationVersion();
            return new String[] {"talkoo " + (version == null ? "(not packaged)" : version)};
        }
    }
}
