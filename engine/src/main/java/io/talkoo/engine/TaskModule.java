package io.talkoo.engine;

/**
 * The tasks of a jar. Named in {@code META-INF/services/io.talkoo.engine.TaskModule}, it is found through
 * {@link java.util.ServiceLoader}, so that a stock node can run the jar's tasks. Needs a public constructor without
 * parameters.
 */
public interface TaskModule {
    /** Adds the module's tasks. Called once, when the engine is built. */
    void register(TaskRegistrar registrar);
}
