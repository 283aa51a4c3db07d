package io.talkoo.http.cli.remote;

import io.talkoo.protocol.client.TalkooClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code talkoo revoke}: cancels tasks. */
@Command(
        name = "revoke",
        description = {
            "Cancels tasks: by their ids, or all that pass a filter, for which it asks first.",
            "With --json a line for each id, or {revoked} with the count."
        },
        footer = {
            "%nExamples:",
            "  talkoo revoke 01931f7a-5a3c-7000-8000-000000000001 --terminate",
            "  talkoo revoke --queue mail --header tenant=a --yes"
        })
final class RevokeCommand extends RemoteCommand {
    @Mixin
    private Many tasks;

    @Option(names = "--terminate", description = "interrupt those that run")
    private boolean terminate;

    @Option(names = "--reason", paramLabel = "TEXT", description = "what their errors are to say; only with ids")
    private String reason;

    @Override
    int run(TalkooClient client, Screen screen) {
        if (reason != null && tasks.isByFilter()) {
            throw wrong("--reason: expected ids of tasks with it, got a filter");
        }
        return tasks.each(
                this,
                screen,
                new Many.Deed(
                        "Revoke",
                        "revoked",
                        id -> client.tasks().revoke(id, terminate, reason),
                        filter -> client.control().revoke(filter, terminate)));
    }
}
