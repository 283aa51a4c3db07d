package io.talkoo.engine.internal.run;

import io.talkoo.engine.internal.secret.Masks;
import io.talkoo.engine.internal.secret.SecretValues;
import io.talkoo.engine.internal.task.TaskRecord;
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
    record Failed(TaskError error) implements Outcome {
        @Override
        public Outcome hiding(SecretValues values) {
            return new Failed(values.hide(error));
        }
    }

    /** It failed, and is to be tried again after {@code delay}. */
    record Retry(TaskError error, Duration delay) implements Outcome {
        @Override
        public Outcome hiding(SecretValues values) {
            return new Retry(values.hide(error), delay);
        }
    }

    /** The same without these in its error. */
    default Outcome hiding(SecretValues values) {
        return this;
    }

    /** The same without what is secret of the task in its error. */
    default Outcome hidingSecretsOf(TaskRecord task, Masks masks) {
        return masks.hideAnything(task.spec().secret()) ? hiding(SecretsOf.task(task, masks)) : this;
    }
}
