package io.talkoo.engine.internal.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.WebhookDelivery;
import io.talkoo.engine.internal.gateway.TaskView;
import io.talkoo.engine.internal.gateway.UnattendedTasks;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tasks that tell of the end of another one. Thread-safe. */
public final class WebhookCalls implements Function<TaskRecord, List<TaskRecord>> {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookCalls.class);

    private final UnattendedTasks tasks;
    private final TaskView view;
    private final String queue;

    public WebhookCalls(UnattendedTasks tasks, TaskView view, TalkooSettings.Webhooks settings) {
        this.tasks = tasks;
        this.view = view;
        this.queue = settings.queue();
    }

    /** None, or the one delivery. The task has ended, whatever is wrong with it. */
    @Override
    public List<TaskRecord> apply(TaskRecord ended) {
        String url = ended.spec().flow().callbackUrl();
        try {
            return url == null ? List.of() : List.of(tasks.task(delivery(url, ended), null));
        } catch (JsonProcessingException | RuntimeException e) {
            LOG.error("The end of task {} cannot be told: {}", ended.id(), e.toString());
            return List.of();
        }
    }

    private TaskRequest delivery(String url, TaskRecord ended) throws JsonProcessingException {
        JsonBytes status = JsonBytes.write(view.status(ended, List.of()));
        return TaskRequest.named(WebhookDelivery.TASK)
                .id(id(ended))
                .args(JsonBytes.write(List.of(url, status)))
                .queue(queue)
                .ignoreResult(true)
                .build();
    }

    /** A task that runs again ends again. */
    private static String id(TaskRecord ended) {
        String text = WebhookDelivery.TASK + ":" + ended.id() + "@"
                + ended.finishedAt().toEpochMilli();
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
