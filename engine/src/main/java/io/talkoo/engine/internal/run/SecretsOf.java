package io.talkoo.engine.internal.run;

import io.talkoo.engine.internal.secret.Masks;
import io.talkoo.engine.internal.secret.SecretValues;
import io.talkoo.engine.internal.task.FirstArgument;
import io.talkoo.engine.internal.task.Flow;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.protocol.JsonBytes;

/** The secret values that a task was given. A chord's body may have been given others by those before it. */
final class SecretsOf {
    private SecretsOf() {}

    static SecretValues task(TaskRecord task, Masks masks) {
        TaskSpec spec = task.spec();
        SecretValues values = new SecretValues(masks, spec.secret()).addHeaders(spec.headers());
        Flow.Map map = spec.flow().map();
        if (map != null) {
            map.items().forEach(item -> values.addCall(map.args(item, spec.args()), null, 0));
        }
        JsonBytes args = task.input() == null ? spec.args() : FirstArgument.prepend(task.input(), spec.args());
        return values.addCall(args, spec.kwargs(), 0);
    }
}
