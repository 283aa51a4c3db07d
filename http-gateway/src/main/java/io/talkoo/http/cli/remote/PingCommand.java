package io.talkoo.http.cli.remote;

import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.client.TalkooClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** {@code talkoo ping}: whether nodes can accept and run tasks. */
@Command(
        name = "ping",
        description = {
            "Asks each address whether its node can accept and run tasks; needs no key.",
            "With --json a line for each."
        },
        footer = {"%nExamples:", "  talkoo ping", "  talkoo ping --server http://node-1:8080,http://node-2:8080"})
final class PingCommand extends RemoteCommand {
    @Override
    int run(TalkooClient client, Screen screen) {
        int worst = ExitCodes.OK;
        for (String address : addresses()) {
            worst = Math.max(worst, ping(address, screen));
        }
        return worst;
    }

    private int ping(String address, Screen screen) {
        long begun = System.nanoTime();
        try (TalkooClient client = clientAt(address)) {
            client.control().ready().get();
        } catch (TalkooException e) {
            return refused(screen, e);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        if (screen.isJson()) {
            screen.json(Map.of("server", address, "ready", true, "millis", millis));
        } else {
            screen.line(Plain.line(address) + " is ready (" + millis + " ms)");
        }
        return ExitCodes.OK;
    }
}
