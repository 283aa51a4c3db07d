package io.talkoo.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects the tasks of an engine while it is built. Not thread-safe. */
public final class TaskRegistrar {
    private final List<Object> objects = new ArrayList<>();
    private final List<TaskDefinition<?>> definitions = new ArrayList<>();

    /**
     * Adds every method of these objects that has {@link Task}; of a {@link Class} the static ones. A
     * {@link TaskDefinition} among them is added as such.
     */
    public TaskRegistrar tasks(Object... annotated) {
        for (Object each : annotated) {
            if (each instanceof TaskDefinition<?> lambda) {
                definitions.add(lambda);
            } else {
                objects.add(each);
            }
        }
        return this;
    }

    /** Adds tasks written as lambdas. */
    public TaskRegistrar tasks(TaskDefinition<?>... lambdas) {
        Collections.addAll(definitions, lambdas);
        return this;
    }

    /** Adds all tasks of a module, which runs with its own class loader as the thread's context class loader. */
    public TaskRegistrar tasks(TaskModule module) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(module.getClass().getClassLoader());
        try {
            module.register(this);
        } finally {
            thread.setContextClassLoader(before);
        }
        return this;
    }

    /** The objects added so far. */
    public List<Object> objects() {
        return List.copyOf(objects);
    }

    /** The definitions added so far. */
    public List<TaskDefinition<?>> definitions() {
        return List.copyOf(definitions);
    }
}
