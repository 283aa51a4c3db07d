package io.talkoo.engine.internal.worker;

import io.talkoo.config.TalkooSettings.TrackStarted;
import io.talkoo.engine.internal.run.TaskExecutor;
import io.talkoo.engine.internal.run.TaskRegistry;
import java.util.function.Consumer;

/** The node's own process. */
public record OwnWorkplace(TaskExecutor executor, TaskRegistry registry) implements Workplace {
    @Override
    public boolean canRun(String type) {
        return registry.knows(type);
    }

    @Override
    public TrackStarted trackStarted(String type) {
        return registry.type(type).trackStarted();
    }

    @Override
    public boolean offersSlots() {
        return false;
    }

    @Override
    public Consumer<String> start(RunReports run) {
        return executor.start(
                run.task().task(),
                outcome -> run.ended(outcome, null),
                (state, meta) -> run.reported(state, meta, null))::terminate;
    }
}
