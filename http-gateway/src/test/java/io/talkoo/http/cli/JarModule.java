package io.talkoo.http.cli;

import io.talkoo.engine.Task;
import io.talkoo.engine.TaskModule;
import io.talkoo.engine.TaskRegistrar;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@link TestJar} packs. */
public final class JarModule implements TaskModule {
    @Override
    public void register(TaskRegistrar registrar) {
        registrar.tasks(new Tasks());
    }

    static final class Tasks {
        @Task(name = "jar.twice")
        int twice(int number) {
            return 2 * number;
        }

        /** Makes the file when it starts, and never ends. */
        @Task(name = "jar.never")
        void never(String file) throws Exception {
            Files.writeString(Path.of(file), "started");
            Thread.currentThread().join();
        }
    }
}
