package io.talkoo.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.talkoo.engine.internal.run.ResultType;
import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskRequest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A task by its name, for those that no method reference names: lambdas, and tasks whose code is elsewhere. Submits as
 * {@link TypedTask} does. Immutable.
 *
 * @param <R> what its result is read as
 */
public final class NamedTask<R> {
    private final String name;
    private final TypedTasks engine;
    private final ObjectMapper json;
    private final ResultType<R> result;

    NamedTask(String name, TypedTasks engine, ObjectMapper json, ResultType<R> result) {
        this.name = name;
        this.engine = engine;
        this.json = json;
        this.result = result;
    }

    /** Submits it with positional arguments. */
    public TaskHandle<R> delay(Object... arguments) {
        return applyAsync(Arrays.asList(arguments), TaskOptions.none());
    }

    /** Submits it with positional arguments; returns at once, and the stage completes when it is stored. */
    public CompletionStage<TaskHandle<R>> delayAsync(Object... arguments) {
        JsonBytes written = write(Arrays.asList(arguments));
        return engine.submitAsync(TaskOptions.none().request(name, written, null), result);
    }

    /** Submits it with positional arguments and options. */
    public TaskHandle<R> applyAsync(List<?> arguments, TaskOptions options) {
        return engine.submit(options.request(name, write(arguments), null), result);
    }

    /** It as part of a workflow; behind another one, that one's result comes before these arguments. */
    public Signature<R> s(Object... arguments) {
        TaskRequest task =
                TaskRequest.named(name).args(write(Arrays.asList(arguments))).build();
        return new Signature<>(engine, Canvas.of(task), result);
    }

    /** It as part of a workflow; takes nothing of what runs before it. */
    public Signature<R> si(Object... arguments) {
        return s(arguments).immutable();
    }

    private JsonBytes write(List<?> arguments) {
        try {
            return JsonBytes.wrap(json.writeValueAsBytes(arguments));
        } catch (JsonProcessingException e) {
            throw new TalkooException(
                    ProblemType.BAD_ARGUMENTS,
                    name + ": the arguments cannot be written as JSON: " + e.getOriginalMessage());
        }
    }
}
