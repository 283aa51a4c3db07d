package io.talkoo.examples.threenodes;

import io.talkoo.engine.TaskModule;
import io.talkoo.engine.TaskRegistrar;
import java.nio.file.Path;

/** What {@code talkoo node --tasks three-nodes.jar} finds in the jar. */
public final class PhotoModule implements TaskModule {
    /** Environment of a node: the file that its tasks write their runs to. */
    static final String RUNS = "THREE_NODES_RUNS";

    @Override
    public void register(TaskRegistrar registrar) {
        registrar.tasks(new PhotoTasks(Path.of(System.getenv(RUNS))));
    }
}
