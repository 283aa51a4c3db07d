package io.talkoo.engine.internal.remote;

import io.talkoo.engine.RetryPolicy;
import io.talkoo.engine.internal.run.Outcome;
import io.talkoo.engine.internal.secret.Masks;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.protocol.RetryOverrides;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Whether a failed run is tried again. Thread-safe if {@code random} is.
 *
 * @param defaults of retries, where neither the submit nor the declaration says anything
 * @param random draws the jitter
 * @param masks hide what is secret in the errors that workers tell
 */
record FailedRun(RetryPolicy defaults, RandomGenerator random, Masks masks) {
    Outcome outcome(HeldRun run, RemoteCommand.Failed failed) {
        return decide(run, failed).hidingSecretsOf(run.task(), masks);
    }

    private Outcome decide(HeldRun run, RemoteCommand.Failed failed) {
        TaskRecord task = run.task();
        RetryOverrides submit = task.spec().retry();
        RetryOverrides declared = run.type == null ? null : run.type.retry();
        boolean asked = failed.retry() == null ? submit != null || declared != null : failed.retry();
        RetryPolicy policy = over(submit, over(declared, defaults));
        if (!asked || !policy.allows(task.retries())) {
            return new Outcome.Failed(failed.error());
        }
        Duration delay = failed.countdown() == null ? policy.delay(task.retries(), random) : failed.countdown();
        return new Outcome.Retry(failed.error(), delay);
    }

    private static RetryPolicy over(RetryOverrides said, RetryPolicy otherwise) {
        return said == null ? otherwise : RetryPolicy.of(said).orElse(otherwise);
    }
}
