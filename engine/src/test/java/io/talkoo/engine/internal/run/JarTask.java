package io.talkoo.engine.internal.run;

import io.talkoo.engine.Task;

/** Loaded a second time by the tests, as the classes of a task jar are. */
class JarTask {
    @Task(name = "where")
    boolean where() {
        return Thread.currentThread().getContextClassLoader() == JarTask.class.getClassLoader();
    }
}
