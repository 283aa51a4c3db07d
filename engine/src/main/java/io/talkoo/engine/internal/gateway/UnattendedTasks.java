package io.talkoo.engine.internal.gateway;

import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.internal.fleet.TypeInfo;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.protocol.ErrorTypes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskError;
import io.talkoo.protocol.TaskRequest;
import java.time.Clock;

/** Makes tasks for whose refusal nobody is there: what is wrong with a request its task tells. Thread-safe. */
public final class UnattendedTasks {
    private final Specs specs;
    private final TalkooSettings.Tasks defaults;
    private final Clock clock;

    /** @param defaults hold for tasks of a type that no node knows yet */
    public UnattendedTasks(Specs specs, TalkooSettings.Tasks defaults, Clock clock) {
        this.specs = specs;
        this.defaults = defaults;
        this.clock = clock;
    }

    /**
     * The task that a request asks for: one that waits for its type if no node knows it, and that has failed if its
     * arguments do not fit.
     *
     * @param parentRoot root of the parent's tree; null without a parent
     */
    public TaskRecord task(TaskRequest request, String parentRoot) {
        try {
            return TaskState.submitted(specs.of(request, parentRoot));
        } catch (TalkooException e) {
            TypeInfo type = TypeInfo.unknown(request.name(), defaults);
            TaskRecord task = TaskState.submitted(specs.unchecked(request, parentRoot, type));
            return e.type() == ProblemType.UNKNOWN_TASK
                    ? task
                    : TaskState.refused(task, TaskError.of(ErrorTypes.BAD_ARGUMENTS, e.getMessage()), clock.instant());
        }
    }
}
