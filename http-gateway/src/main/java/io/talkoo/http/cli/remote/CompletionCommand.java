package io.talkoo.http.cli.remote;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code talkoo completion}: what a shell needs to complete the words of a command line. */
@Command(
        name = "completion",
        aliases = "generate-completion",
        description = "Prints a script for bash or zsh that completes the commands and options of \"talkoo\".",
        footer = {
            "%nExamples:",
            "  source <(talkoo completion)                                this shell",
            "  talkoo completion > /etc/bash_completion.d/talkoo          every bash"
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandSpec program = spec.root();
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash(program.name(), program.commandLine()));
        out.flush();
    }
}
