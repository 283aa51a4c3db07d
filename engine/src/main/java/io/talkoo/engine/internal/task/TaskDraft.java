package io.talkoo.engine.internal.task;

import io.talkoo.protocol.Attempt;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskError;
import java.time.Instant;
import java.util.List;

/** A task's record under construction; lives within one transition of {@link TaskState}. Not thread-safe. */
final class TaskDraft {
    private final TaskSpec spec;
    final Phase phase;
    String custom;
    Instant dueAt;
    int retries;
    int deliveries;
    int losses;
    long run;
    Instant startedAt;
    Instant finishedAt;
    String worker;
    JsonBytes result;
    JsonBytes meta;
    TaskError error;
    List<Attempt> attempts;
    String revoking;
    Instant purgeAt;
    JsonBytes input;
    String replacement;
    List<TaskRecord> starts;

    TaskDraft(TaskSpec spec, Phase phase, Instant dueAt) {
        this.spec = spec;
        this.phase = phase;
        this.dueAt = dueAt;
        this.attempts = List.of();
    }

    TaskDraft(TaskRecord task, TaskState.Event event) {
        this(task, task.spec(), event);
    }

    TaskDraft(TaskRecord task, TaskSpec spec, TaskState.Event event) {
        this(spec, TaskState.next(task.phase(), event), task);
        if (phase == null) {
            throw new IllegalStateException(event + " in " + task.phase());
        }
    }

    TaskDraft(TaskSpec spec, Phase phase, TaskRecord task) {
        this(spec, phase, task.dueAt());
        custom = phase == Phase.STARTED ? task.custom() : null;
        retries = task.retries();
        deliveries = task.deliveries();
        losses = task.losses();
        run = task.run();
        startedAt = task.startedAt();
        finishedAt = task.finishedAt();
        worker = task.worker();
        result = task.result();
        meta = task.meta();
        error = task.error();
        attempts = task.attempts();
        revoking = task.revoking();
        purgeAt = task.purgeAt();
        input = task.input();
        replacement = task.replacement();
    }

    void begin(Run current) {
        run = current.token();
        startedAt = current.startedAt();
        worker = current.worker();
        deliveries++;
        custom = null;
        error = null;
    }

    TaskRecord finished(Instant now) {
        finishedAt = now;
        purgeAt = now.plus(spec.resultExpires());
        return record();
    }

    TaskRecord record() {
        return new TaskRecord(
                spec,
                phase,
                custom,
                dueAt,
                retries,
                deliveries,
                losses,
                run,
                startedAt,
                finishedAt,
                worker,
                result,
                meta,
                error,
                attempts,
                revoking,
                purgeAt,
                input,
                replacement,
                starts);
    }
}
