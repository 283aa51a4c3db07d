package io.talkoo.http.cli.remote;

import io.talkoo.protocol.ScheduleStatus;
import io.talkoo.protocol.client.TalkooClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code talkoo schedules}. */
@Command(
        name = "schedules",
        description = "Lists the schedules; its commands make, show and steer one of them.",
        footer = {
            "%nExamples:",
            "  talkoo schedules",
            "  talkoo schedules put invoices --cron '0 6 1 * *' --task invoices.send"
        },
        subcommands = {
            ScheduleCommands.All.class,
            ScheduleCommands.Show.class,
            SchedulePut.class,
            ScheduleCommands.Delete.class,
            ScheduleCommands.Pause.class,
            ScheduleCommands.Resume.class,
            ScheduleCommands.Run.class
        })
final class ScheduleCommands extends RemoteCommand {
    private static final int PAGE = 1000;

    @Override
    int run(TalkooClient client, Screen screen) {
        return list(client, screen);
    }

    private static int list(TalkooClient client, Screen screen) {
        List<ScheduleStatus> schedules = all(client);
        if (screen.isJson()) {
            screen.json(schedules);
        } else {
            screen.table(table(schedules));
        }
        return ExitCodes.OK;
    }

    private static List<ScheduleStatus> all(TalkooClient client) {
        List<ScheduleStatus> all = new ArrayList<>();
        List<ScheduleStatus> page = client.schedules().list("", PAGE).get();
        all.addAll(page);
        while (page.size() == PAGE) {
            page = client.schedules().list(page.get(PAGE - 1).name(), PAGE).get();
            all.addAll(page);
        }
        return all;
    }

    static int show(Screen screen, ScheduleStatus schedule) {
        if (screen.isJson()) {
            screen.json(schedule);
        } else {
            screen.table(table(List.of(schedule)));
        }
        return ExitCodes.OK;
    }

    private static Table table(List<ScheduleStatus> schedules) {
        Table table = new Table("SCHEDULE", "WHEN", "TASK", "NEXT RUN", "LAST RUN", "LAST TASK", "RUNS");
        for (ScheduleStatus schedule : schedules) {
            table.row(
                    schedule.name(),
                    when(schedule),
                    schedule.task().name(),
                    schedule.enabled() ? schedule.nextRunAt() : "paused",
                    schedule.lastRunAt(),
                    schedule.lastTaskId(),
                    schedule.runs());
        }
        return table;
    }

    private static String when(ScheduleStatus schedule) {
        return schedule.cron() == null
                ? "every " + schedule.every().toMillis() / 1000.0 + "s"
                : schedule.cron() + " (" + schedule.timezone() + ")";
    }

    @Command(
            name = "list",
            description = "Lists the schedules in the order of their names; with --json one array.",
            footer = {"%nExample:", "  talkoo schedules list --json"})
    static final class All extends RemoteCommand {
        @Override
        int run(TalkooClient client, Screen screen) {
            return list(client, screen);
        }
    }

    @Command(
            name = "show",
            description = "Shows a schedule.",
            footer = {"%nExample:", "  talkoo schedules show invoices"})
    static final class Show extends RemoteCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "name of the schedule")
        private String name;

        @Override
        int run(TalkooClient client, Screen screen) {
            return ScheduleCommands.show(screen, client.schedules().get(name).get());
        }
    }

    @Command(
            name = "delete",
            description = "Deletes a schedule; the tasks that it made stay.",
            footer = {"%nExample:", "  talkoo schedules delete invoices"})
    static final class Delete extends RemoteCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "name of the schedule")
        private String name;

        @Override
        int run(TalkooClient client, Screen screen) {
            client.schedules().delete(name).get();
            if (screen.isJson()) {
                screen.json(Map.of("deleted", name));
            } else {
                screen.line("deleted: " + Plain.line(name));
            }
            return ExitCodes.OK;
        }
    }

    @Command(
            name = "pause",
            description = "Holds a schedule; ticks in between are not made up for.",
            footer = {"%nExample:", "  talkoo schedules pause invoices"})
    static final class Pause extends RemoteCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "name of the schedule")
        private String name;

        @Override
        int run(TalkooClient client, Screen screen) {
            return show(screen, client.schedules().pause(name).get());
        }
    }

    @Command(
            name = "resume",
            description = "Lets a paused schedule tick again.",
            footer = {"%nExample:", "  talkoo schedules resume invoices"})
    static final class Resume extends RemoteCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "name of the schedule")
        private String name;

        @Override
        int run(TalkooClient client, Screen screen) {
            return show(screen, client.schedules().resume(name).get());
        }
    }

    @Command(
            name = "run",
            description = "Makes a schedule's task now, also while it is paused, and prints its id.",
            footer = {"%nExample:", "  talkoo schedules run invoices"})
    static final class Run extends RemoteCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "name of the schedule")
        private String name;

        @Override
        int run(TalkooClient client, Screen screen) {
            String id = client.schedules().runNow(name).get();
            if (screen.isJson()) {
                screen.json(Map.of("taskId", id));
            } else {
                screen.line(Plain.line(id));
            }
            return ExitCodes.OK;
        }
    }
}
