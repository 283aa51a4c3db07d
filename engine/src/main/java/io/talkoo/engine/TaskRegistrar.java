package io.talkoo.engine;

import io.talkoo.protocol.PayloadCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects the tasks of an engine while it is built. Not thread-safe. */
public final class TaskRegistrar {
    private final List<Object> objects = new ArrayList<>();
    private final List<TaskDefinition<?>> definitions = new ArrayList<>();
    private PayloadCodec payloadCodec = PayloadCodec.NONE;

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

    /**
     * Has arguments, results and all else that tasks bring stored as {@code codec} encodes it; default: as they are. It is one
     * for the engine, whoever says so: a second one throws {@link IllegalStateException}.
     */
    public TaskRegistrar payloadCodec(PayloadCodec codec) {
        if (payloadCodec != PayloadCodec.NONE && payloadCodec != codec) {
            throw new IllegalStateException("expected one PayloadCodec for an engine, got "
                    + payloadCodec.getClass().getName() + " and "
                    + codec.getClass().getName()
                    + "; make one of them that does both");
        }
        payloadCodec = codec;
        return this;
    }

    /** What payloads are stored with. */
    public PayloadCodec payloadCodec() {
        return payloadCodec;
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
