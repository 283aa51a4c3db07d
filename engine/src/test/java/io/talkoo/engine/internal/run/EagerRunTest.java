package io.talkoo.engine.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.TaskDefinition;
import io.talkoo.protocol.TalkooException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EagerRunTest {
    private final List<Thread> threads = new ArrayList<>();
    private final TaskRunner runner = new TaskRunner(
            Samples.registry(
                    TaskDefinition.named("third.time").handler(context -> {
                        threads.add(Thread.currentThread());
                        context.updateState("TRYING", context.attempt());
                        if (context.retries() < 2) {
                            throw context.retry(new IOException("not yet"));
                        }
                        return "attempt " + context.attempt();
                    }),
                    TaskDefinition.named("never").handler(context -> {
                        throw context.retry(new IOException("never"));
                    }),
                    TaskDefinition.named("later").handler(() -> CompletableFuture.supplyAsync(() -> List.of(1, 2)))),
            List.of(),
            new Random(1),
            1000);

    private EagerRun run(String name, List<String> reported) {
        return EagerRun.of(runner, Samples.task(name, "[]", ""), (state, meta) -> reported.add(state + " " + meta));
    }

    @Test
    void retriesFollowAtOnceInTheCallersThread() {
        List<String> reported = new ArrayList<>();

        EagerRun run = run("third.time", reported);

        assertThat(run.outcome()).hasToString("Succeeded[result=\"attempt 3\"]");
        assertThat(run.retries()).isEqualTo(2);
        assertThat(reported).containsExactly("TRYING 1", "TRYING 2", "TRYING 3");
        assertThat(threads).containsOnly(Thread.currentThread());
    }

    @Test
    void retriesEndWithTheLastError() {
        EagerRun run = run("never", new ArrayList<>());

        assertThat(run.retries()).isEqualTo(3);
        assertThat(run.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().type()).isEqualTo(IOException.class.getName()));
    }

    @Test
    void aStageIsWaitedFor() {
        assertThat(run("later", new ArrayList<>()).outcome()).hasToString("Succeeded[result=[1,2]]");
    }

    @Test
    void anUnknownTaskIsRefused() {
        assertThatThrownBy(() -> run("unknown", new ArrayList<>())).isInstanceOf(TalkooException.class);
    }
}
