package io.talkoo.engine.internal.run;

import io.talkoo.config.TalkooSettings;
import io.talkoo.config.TalkooSettings.TrackStarted;
import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.TaskRegistrar;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.TaskRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Settings, registries and stored tasks for the tests. */
public final class Samples {
    public static final TalkooSettings.Tasks SETTINGS = new TalkooSettings.Tasks(
            "default",
            5,
            new TalkooSettings.Retry(3, Duration.ofSeconds(180), 2, Duration.ofSeconds(600), true),
            null,
            null,
            Duration.ofHours(24),
            3,
            new TrackStarted(TrackStarted.Mode.AFTER, Duration.ofSeconds(1)),
            1024 * 1024,
            1000,
            List.of());

    private Samples() {}

    public static TaskRegistry registry(Object... annotated) {
        return TaskRegistry.of(new TaskRegistrar().tasks(annotated), SETTINGS, TaskJson.mapper());
    }

    static TaskRegistry registry(TaskDefinition<?>... lambdas) {
        return TaskRegistry.of(new TaskRegistrar().tasks(lambdas), SETTINGS, TaskJson.mapper());
    }

    static TaskRequest request(String name, String args, String kwargs) {
        return read(
                "{\"name\": \"" + name + "\", \"args\": " + args + ", \"kwargs\": " + kwargs + "}", TaskRequest.class);
    }

    /** A stored task; {@code more} are further fields of its spec. */
    static TaskRecord task(String name, String args, String more) {
        return task(name, args, more, 0);
    }

    static TaskRecord task(String name, String args, String more, int retries) {
        return read(
                "{\"retries\": " + retries
                        + ", \"spec\": {\"id\": \"id-1\", \"rootId\": \"id-1\", \"queue\": \"default\", \"name\": \""
                        + name + "\", \"args\": " + args + more + "}}",
                TaskRecord.class);
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return Json.mapper().readValue(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
