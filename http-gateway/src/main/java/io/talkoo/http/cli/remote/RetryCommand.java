package io.talkoo.http.cli.remote;

import io.talkoo.protocol.client.TalkooClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code talkoo retry}: runs tasks again. */
@Command(
        name = "retry",
        description = {
            "Runs failed or revoked tasks again under their ids: by id, or all failed ones that pass a filter, for which it",
            "asks first. With --json a line for each id, or {retried} with the count."
        },
        footer = {
            "%nExamples:",
            "  talkoo retry 01931f7a-5a3c-7000-8000-000000000001",
            "  talkoo retry --error-type java.net.ConnectException --yes"
        })
final class RetryCommand extends RemoteCommand {
    @Mixin
    private Many tasks;

    @Override
    int run(TalkooClient client, Screen screen) {
        return tasks.each(
                this,
                screen,
                new Many.Deed(
                        "Run again",
                        "retried",
                        id -> client.tasks().retry(id),
                        filter -> client.control().retry(filter)));
    }
}
