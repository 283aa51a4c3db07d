package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.talkoo.engine.testkit.TestEngine;
import io.talkoo.protocol.TaskStatus;
import io.talkoo.protocol.UniqueUntil;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks of which there is one at a time. */
class UniqueTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** What the tests run. */
    static class ReportTasks {
        final Gate gate = new Gate();

        @Task(uniqueKey = "customer")
        String report(String customer, String month) throws InterruptedException {
            gate.pass();
            return customer + " " + month;
        }

        @Task(uniqueKey = "customer", uniqueUntil = "started")
        String refresh(String customer) throws InterruptedException {
            gate.pass();
            return customer;
        }

        @Task(uniqueKey = "header:order", uniqueUntil = "60s")
        String mail(String text) {
            return text;
        }

        @Task(maxRetries = 1, retryDelay = "10s", retryJitter = false, autoRetryFor = RuntimeException.class)
        void fail() {
            throw new IllegalStateException("as asked for");
        }
    }

    private final ReportTasks tasks = new ReportTasks();
    private final TestEngine test = TestEngine.start(builder -> builder.tasks(tasks));
    private final TaskEngine engine = test.engine();

    @AfterEach
    void stop() {
        tasks.gate.open();
        test.close();
    }

    @Test
    void aDuplicateIsAnsweredWithTheFirstUntilThatIsReady() {
        TaskHandle<String> first = engine.task(ReportTasks::report).delay("a", "May");
        TaskHandle<String> duplicate = engine.task(ReportTasks::report).delay("a", "June");
        TaskHandle<String> other = engine.task(ReportTasks::report).delay("b", "May");

        assertThat(duplicate.id()).isEqualTo(first.id());
        assertThat(other.id()).isNotEqualTo(first.id());
        tasks.gate.open();
        assertThat(duplicate.get(SOON)).isEqualTo("a May");
        TaskHandle<String> next = engine.task(ReportTasks::report).delay("a", "June");
        assertThat(next.id()).isNotEqualTo(first.id());
        assertThat(next.get(SOON)).isEqualTo("a June");
    }

    @Test
    void aKeyUntilStartedIsFreeOnceTheFirstRunBegins() throws Exception {
        TaskHandle<String> runs = engine.task(ReportTasks::refresh).delay("a");
        tasks.gate.awaitEntered();

        TaskHandle<String> waits = engine.task(ReportTasks::refresh)
                .applyAsync("a", TaskOptions.none().countdown(Duration.ofHours(1)));
        TaskHandle<String> duplicate = engine.task(ReportTasks::refresh).delay("a");

        assertThat(waits.id()).isNotEqualTo(runs.id());
        assertThat(duplicate.id()).isEqualTo(waits.id());
    }

    @Test
    void aKeyForATimeIsFreeAfterItWhateverBecameOfTheTask() {
        TaskOptions order = TaskOptions.none().headers(Map.of("order", "7"));
        TaskHandle<String> first = engine.task(ReportTasks::mail).applyAsync("thanks", order);
        first.get(SOON);

        assertThat(engine.task(ReportTasks::mail).applyAsync("again", order).id())
                .isEqualTo(first.id());
        test.advance(Duration.ofSeconds(61));
        assertThat(engine.task(ReportTasks::mail).applyAsync("later", order).get(SOON))
                .isEqualTo("later");
    }

    @Test
    void aTaskWithoutAValueForItsKeyIsNotHeldToIt() {
        TaskHandle<String> first = engine.task(ReportTasks::mail).delay("one");

        assertThat(engine.task(ReportTasks::mail).delay("two").id()).isNotEqualTo(first.id());
    }

    @Test
    void aRetryKeepsTheKeyAndTheEndFreesIt() {
        TaskOptions unique = TaskOptions.none().uniqueKey("k", UniqueUntil.READY);
        TaskHandle<Void> first = engine.task(ReportTasks::fail).applyAsync(unique);
        test.awaitState(first, "RETRY");
        assertThat(engine.task(ReportTasks::fail).applyAsync(unique).id()).isEqualTo(first.id());

        test.advance(Duration.ofSeconds(11));
        test.awaitState(first, "FAILURE");
        assertThat(engine.task(ReportTasks::fail).applyAsync(unique).id()).isNotEqualTo(first.id());
    }

    @Test
    void aRevokeAndAnExpiryFreeTheKey() {
        TaskOptions later = TaskOptions.none()
                .uniqueKey("k", UniqueUntil.STARTED)
                .countdown(Duration.ofHours(1))
                .expires(Duration.ofMinutes(1));
        TaskHandle<Void> revoked = engine.task(ReportTasks::fail).applyAsync(later);
        revoked.revoke();
        TaskHandle<Void> expired = engine.task(ReportTasks::fail).applyAsync(later);
        assertThat(expired.id()).isNotEqualTo(revoked.id());
        test.advance(Duration.ofMinutes(2));
        test.awaitState(expired, "REVOKED");

        assertThat(engine.task(ReportTasks::fail).applyAsync(later).id()).isNotEqualTo(expired.id());
    }

    @Test
    void aForgottenTaskHasNoKey() {
        TaskOptions unique = TaskOptions.none().uniqueKey("k", UniqueUntil.elapsed(Duration.ofHours(1)));
        TaskHandle<String> first = engine.task(ReportTasks::mail).applyAsync("one", unique);
        first.get(SOON);
        first.forget();

        assertThat(engine.task(ReportTasks::mail).applyAsync("two", unique).get(SOON))
                .isEqualTo("two");
    }

    @Test
    void theSameIdOnceMoreIsTheSameTaskWhoeverHasTheKey() {
        TaskOptions mine = TaskOptions.none()
                .uniqueKey("k", UniqueUntil.READY)
                .id(UUID.randomUUID().toString());
        TaskHandle<String> first = engine.task(ReportTasks::mail).applyAsync("one", mine);
        first.get(SOON);

        TaskHandle<String> again = engine.task(ReportTasks::mail).applyAsync("one", mine);

        assertThat(again.id()).isEqualTo(first.id());
        TaskHandle<String> free = engine.task(ReportTasks::mail)
                .applyAsync("two", TaskOptions.none().uniqueKey("k", UniqueUntil.READY));
        assertThat(free.get(SOON)).isEqualTo("two");
        assertThat(free.status()).returns("SUCCESS", TaskStatus::state);
    }
}
