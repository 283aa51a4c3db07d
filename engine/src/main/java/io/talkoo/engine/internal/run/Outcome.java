package io.talkoo.engine.internal.run;

import io.talkoo.protocol.Canvas;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskError;
import java.time.Duration;

/** What came of one attempt. */
public sealed interface Outcome {
    /** @param result {@link JsonBytes#NULL} for nothing, and where the result is ignored */
    record Succeeded(JsonBytes result) implements Outcome {}

    /** What the canvas brings takes the place of a result. */
    record Replaced(Canvas canvas) implements Outcome {}

    /** It failed, and is not to be tried again. */
    record Failed(TaskError error) implements Outcome {}

    /** It failed, and is to be tried again after {@code delay}. */
    record Retry(TaskError error, Duration delay) implements Outcome {}
}
