package io.talkoo.http.cli.remote;

import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.client.TalkooClient;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that talks to a node: what all of them have in common. */
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well; a task that was waited for has succeeded",
            "1:the task failed or was revoked, or the node refused",
            "2:the command line, a file or the environment is wrong",
            "4:no node answered, or none can at the moment",
            "5:the task is not ready, or was not in time"
        })
abstract class RemoteCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Option(names = "--json", description = "write JSON, a document in one line, instead of text")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private Surroundings surroundings;

    /** Tells it, before it is called, what it stands in. */
    final void within(Surroundings found) {
        surroundings = found;
    }

    @Override
    public final Integer call() {
        refuseOptionsInFront();
        Screen screen = new Screen(spec.commandLine(), surroundings, json);
        try (TalkooClient client = server.client(addresses(), spec, surroundings)) {
            return run(client, screen);
        } catch (TalkooException e) {
            return refused(screen, e);
        }
    }

    /** Answers one of {@link ExitCodes}. */
    abstract int run(TalkooClient client, Screen screen);

    /** Tells what a node, or the way to it, had against a call; answers with the exit code. */
    static int refused(Screen screen, TalkooException refusal) {
        String places =
                refusal.problem().errors().stream().map(RemoteCommand::told).collect(Collectors.joining());
        String remedy = refusal.type() == ProblemType.UNAUTHORIZED
                ? " (here: in TALKOO_API_KEY, or in a file named by --key-file or TALKOO_API_KEY_FILE)"
                : "";
        screen.fault(refusal.getMessage() + places + remedy);
        boolean passing = refusal.type() == ProblemType.UNAVAILABLE || refusal.type() == ProblemType.OVERLOADED;
        return passing ? ExitCodes.UNREACHABLE : ExitCodes.FAILED;
    }

    private static String told(Problem.Fault fault) {
        return "; " + fault.pointer() + ": " + fault.detail();
    }

    /** Those of {@code talkoo queues} would be lost on {@code talkoo queues --json pause mail}. */
    private void refuseOptionsInFront() {
        CommandSpec parent = spec.parent();
        if (parent != null
                && parent.userObject() instanceof RemoteCommand
                && !parent.commandLine().getParseResult().matchedOptions().isEmpty()) {
            throw wrong(
                    "expected options behind the command \"" + spec.qualifiedName() + "\", got some in front of it");
        }
    }

    final Surroundings surroundings() {
        return surroundings;
    }

    final List<String> addresses() {
        return server.addresses(surroundings);
    }

    /** A client of one address alone. */
    final TalkooClient clientAt(String address) {
        return server.client(List.of(address), spec, surroundings);
    }

    /** What the person at the command line did wrong. */
    final ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
