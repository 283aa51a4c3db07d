package io.talkoo.engine.internal.run;

import io.talkoo.config.Durations;
import io.talkoo.engine.Scheduled;
import io.talkoo.engine.Task;
import io.talkoo.engine.internal.schedule.Timing;
import io.talkoo.protocol.ScheduleRequest;
import io.talkoo.protocol.ScheduleRequests;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads what {@link Scheduled} annotations say, and notes what is wrong with it. Not thread-safe. */
final class ScheduledMethods {
    private final Consumer<TaskRequest> arguments;
    private final List<String> problems;
    private final Map<String, ScheduleRequest> found = new TreeMap<>();

    /**
     * @param arguments refuses a task that cannot be called so
     * @param problems where a sentence is added for each fault
     */
    ScheduledMethods(Consumer<TaskRequest> arguments, List<String> problems) {
        this.arguments = arguments;
        this.problems = problems;
    }

    /** The schedules by name. */
    Map<String, ScheduleRequest> found() {
        return found;
    }

    /** @param source an object with tasks, or a class */
    void addAll(Object source) {
        Class<?> owner = source instanceof Class<?> type ? type : source.getClass();
        for (Method method : AnnotatedMethods.of(owner, Scheduled.class)) {
            String origin = Proxies.original(owner).getSimpleName() + "." + method.getName() + ": @Scheduled: ";
            try {
                add(method, owner);
            } catch (TalkooException | IllegalArgumentException e) {
                problems.add(origin + e.getMessage());
            }
        }
    }

    private void add(Method method, Class<?> owner) {
        if (!method.isAnnotationPresent(Task.class)) {
            throw new IllegalArgumentException("expected @Task beside it");
        }
        Scheduled scheduled = method.getAnnotation(Scheduled.class);
        String task = Annotations.taskName(method, owner);
        String name = scheduled.name().isEmpty() ? task : scheduled.name();
        ScheduleRequest request = request(scheduled, task);
        ScheduleRequests.checkName(name);
        Timing.of(ScheduleRequests.check(request), Instant.EPOCH);
        arguments.accept(request.task());
        if (found.putIfAbsent(name, request) != null) {
            throw new IllegalArgumentException("\"" + name + "\" names two schedules; give one of them another name");
        }
    }

    private static ScheduleRequest request(Scheduled scheduled, String task) {
        return new ScheduleRequest(
                orNull(scheduled.cron()),
                orNull(scheduled.zone()),
                interval(scheduled.every()),
                TaskRequest.named(task).build(),
                null,
                scheduled.overlap().word(),
                scheduled.misfire().word());
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Duration interval(String text) {
        try {
            return text.isEmpty() ? null : Durations.parse(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "every: expected a duration with its unit such as \"30s\", got \"" + text + "\"", e);
        }
    }
}
