package io.talkoo.chaos;

import io.talkoo.chaos.schedule.ScheduleLab;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Kills nodes that have schedules. */
@Command(
        name = "schedules",
        description =
                "Has real nodes work through schedules of a second, kills these nodes meanwhile, and checks that each tick"
                        + " made one task. Prints one line of JSON; exits with 1 if one did not.",
        mixinStandardHelpOptions = true)
final class ScheduleCommand implements Callable<Integer> {
    @Mixin
    private KillOptions options;

    @Option(names = "--schedules", paramLabel = "N", description = "how many tick each second (${DEFAULT-VALUE})")
    private int count = 300;

    @Option(names = "--seconds", paramLabel = "N", description = "how long they tick at least (${DEFAULT-VALUE})")
    private int seconds = 60;

    @Override
    public Integer call() throws Exception {
        Map<String, Object> setting = new LinkedHashMap<>();
        setting.put("schedules", count);
        setting.put("seconds", seconds);
        return options.run(setting, plan -> {
            try (ScheduleLab lab = ScheduleLab.open(plan, options.seed(), options::progress)) {
                return lab.run(count, Duration.ofSeconds(seconds), options.kills());
            }
        });
    }
}
