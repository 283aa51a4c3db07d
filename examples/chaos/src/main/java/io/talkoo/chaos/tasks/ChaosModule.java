package io.talkoo.chaos.tasks;

import io.talkoo.engine.TaskModule;
import io.talkoo.engine.TaskRegistrar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** The tasks of the load, for a stock node that is given this jar. */
public final class ChaosModule implements TaskModule {
    /** Environment of a node: the directory its runs are written down in. */
    public static final String RECORDS = "CHAOS_RECORDS";

    private static final String NODE = "TALKOO_NODE_NAME";

    @Override
    public void register(TaskRegistrar registrar) {
        Map<String, String> environment = System.getenv();
        long pid = ProcessHandle.current().pid();
        try {
            RunLog log = RunLog.open(Path.of(environment.get(RECORDS)), environment.get(NODE), pid);
            registrar.tasks(new ChaosTasks(log));
            registrar.tasks(new StepTasks(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
