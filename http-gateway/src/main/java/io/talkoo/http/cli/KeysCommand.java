package io.talkoo.http.cli;

import io.talkoo.config.ApiKeys;
import io.talkoo.http.auth.NewKey;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code talkoo keys}: makes an API key and what a node has to be told of it. */
@Command(
        name = "keys",
        description = {
            "Makes an API key. The first line printed is the key, for its holder alone;",
            "the second one goes into talkoo.http.auth.keys, or the key file, of each node.",
            "Nothing is stored: a key that is lost is replaced by another."
        },
        footer = {"%nExample:", "  talkoo keys --id ci --scopes submit,read --queues 'mail,mail.*'"},
        mixinStandardHelpOptions = true)
final class KeysCommand implements Callable<Integer> {
    @Option(names = "--id", paramLabel = "ID", required = true, description = "names the holder in logs")
    private String id;

    @Option(
            names = "--scopes",
            paramLabel = "SCOPE",
            split = ",",
            required = true,
            description = "what the holder may do: submit, read, operate, work")
    private List<String> scopes;

    @Option(
            names = "--queues",
            paramLabel = "QUEUE",
            split = ",",
            description = "the only queues, or beginnings of names with a star")
    private List<String> queues = List.of();

    @Option(names = "--tasks", paramLabel = "TASK", split = ",", description = "the only tasks, likewise")
    private List<String> tasks = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        NewKey key = NewKey.random();
        String entry = "{id = \"" + id + "\", hash = \"" + key.hash() + "\", scopes = " + list(scopes)
                + restriction("queues", queues) + restriction("tasks", tasks) + "}";
        try {
            ApiKeys.parse("keys = [" + entry + "]");
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage().replace("keys[0].", "--"));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(key.key());
        out.println(entry);
        out.flush();
        return 0;
    }

    private static String restriction(String field, List<String> names) {
        return names.isEmpty() ? "" : ", " + field + " = " + list(names);
    }

    private static String list(List<String> words) {
        return words.stream().map(word -> "\"" + word.strip() + "\"").collect(Collectors.joining(", ", "[", "]"));
    }
}
