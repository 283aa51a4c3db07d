package io.talkoo.http.cli.remote;

import io.talkoo.http.cli.remote.Converters.Span;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.client.TalkooClient;
import java.time.Duration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code talkoo schedules put}. */
@Command(
        name = "put",
        description = "Makes a schedule, or replaces the one of that name.",
        footer = {
            "%nExamples:",
            "  talkoo schedules put invoices --cron '0 6 1 * *' --timezone Europe/Helsinki --task invoices.send",
            "  talkoo schedules put sweep --every 30s --task tasks.sweep --overlap skip"
        })
final class SchedulePut extends RemoteCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "name of the schedule")
    private String name;

    @ArgGroup(multiplicity = "1")
    private When when;

    @Option(
            names = "--timezone",
            paramLabel = "ZONE",
            description = "whose clock --cron goes by, such as Europe/Helsinki; else UTC")
    private String timezone;

    @Option(names = "--task", paramLabel = "TASK", required = true, description = "what each tick submits")
    private String task;

    @Mixin
    private TaskFields fields;

    @Option(
            names = "--overlap",
            paramLabel = "allow|skip",
            description = "while the last task is not ready; else allow")
    private String overlap;

    @Option(
            names = "--misfire",
            paramLabel = "run-once|skip|run-all",
            description = "about ticks missed while no node was up; else run-once")
    private String misfire;

    @Option(names = "--paused", description = "without ticks until it is resumed")
    private boolean paused;

    /** One of the two. */
    static final class When {
        @Option(
                names = "--cron",
                paramLabel = "EXPRESSION",
                description = "five fields, or six with seconds first, such as '*/5 * * * *'")
        private String cron;

        @Option(
                names = "--every",
                paramLabel = "TIME",
                converter = Span.class,
                description = "an interval, such as 30s")
        private Duration every;
    }

    @Override
    int run(TalkooClient client, Screen screen) {
        ScheduleRequest request = new ScheduleRequest(
                when.cron, timezone, when.every, fields.named(task).build(), paused ? false : null, overlap, misfire);
        return ScheduleCommands.show(
                screen, client.schedules().put(name, request).get());
    }
}
