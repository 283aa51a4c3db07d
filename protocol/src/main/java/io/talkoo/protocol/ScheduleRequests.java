package io.talkoo.protocol;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What makes a {@link ScheduleRequest} acceptable, as far as it can be told without a calendar and the task types. */
public final class ScheduleRequests {
    /** The shortest interval: a schedule is no busy loop. */
    public static final Duration SHORTEST = Duration.ofMillis(10);

    private ScheduleRequests() {}

    /**
     * Checks {@code name}, which a schedule is to have: 1 to 128 of {@code A-Za-z0-9._:-}.
     *
     * @throws TalkooException {@link ProblemType#INVALID}
     */
    public static void checkName(String name) {
        if (!TaskRequests.isQueueName(name)) {
            throw new TalkooException(
                    ProblemType.INVALID,
                    "the name of a schedule: expected " + TaskRequests.QUEUE_NAME + ", got \"" + name + "\"");
        }
    }

    /**
     * Checks {@code request} and answers it with its defaults filled in.
     *
     * @throws TalkooException {@link ProblemType#BAD_REQUEST} for a wrong JSON type, else {@link ProblemType#INVALID};
     *     either names all that is wrong, each with its JSON pointer
     */
    public static ScheduleRequest check(ScheduleRequest request) {
        TaskRequest task = request.task();
        Faults types = new Faults();
        if (task != null) {
            types.check(task.immutable() == null, "/task/immutable", "unknown field; it belongs into a canvas");
            TaskRequests.types(task, types.below("/task"));
        }
        types.raise(ProblemType.BAD_REQUEST);
        Faults faults = new Faults();
        times(request, faults);
        task(task, faults);
        word(request.overlap(), "/overlap", Overlap.values(), Overlap::word, faults);
        word(request.misfire(), "/misfire", Misfire.values(), Misfire::word, faults);
        faults.raise(ProblemType.INVALID);
        return withDefaults(request);
    }

    private static void times(ScheduleRequest request, Faults faults) {
        boolean both = request.cron() != null && request.every() != null;
        boolean none = request.cron() == null && request.every() == null;
        faults.check(!both, "/every", "expected either cron or every, got both");
        faults.check(!none, "/cron", "expected either cron or every, got neither");
        faults.check(
                request.every() == null || request.every().compareTo(SHORTEST) >= 0,
                "/every",
                "expected at least " + SHORTEST.toMillis() / 1000.0 + " seconds");
    }

    private static void task(TaskRequest task, Faults faults) {
        faults.check(task != null, "/task", "expected the task that is to be made");
        if (task != null) {
            faults.check(task.id() == null, "/task/id", "expected none: each tick makes a task with an id of its own");
            faults.check(task.parentId() == null, "/task/parentId", "expected none: no task submits it");
            faults.check(task.unique() == null, "/task/unique", "expected none: overlap is how a schedule says it");
            TaskRequests.content(task, faults.below("/task"));
        }
    }

    private static <W> void word(String got, String pointer, W[] words, Function<W, String> text, Faults faults) {
        String known = Arrays.stream(words).map(text).collect(Collectors.joining(", "));
        boolean fine = got == null || Arrays.stream(words).map(text).anyMatch(got::equals);
        faults.check(fine, pointer, "expected one of " + known + ", got " + got);
    }

    private static ScheduleRequest withDefaults(ScheduleRequest request) {
        String zone = request.timezone() == null && request.cron() != null ? "UTC" : request.timezone();
        return new ScheduleRequest(
                request.cron(),
                zone,
                request.every(),
                request.task(),
                Optional.ofNullable(request.enabled()).orElse(true),
                Optional.ofNullable(request.overlap()).orElse(Overlap.ALLOW.word()),
                Optional.ofNullable(request.misfire()).orElse(Misfire.RUN_ONCE.word()));
    }
}
