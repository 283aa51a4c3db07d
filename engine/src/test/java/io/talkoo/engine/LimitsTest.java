package io.talkoo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.talkoo.engine.testkit.TestEngine;
import io.talkoo.protocol.LimitsChange;
import io.talkoo.protocol.TaskTypeStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Limits and fair shares on one node. */
class LimitsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static TestEngine engine(TaskDefinition<?>... definitions) {
        return TestEngine.start(builder -> List.of(definitions).forEach(builder::define));
    }

    @Test
    void noMoreTasksOfATypeRunAtOnceThanItsLimit() throws Exception {
        Gauge gauge = new Gauge();
        TaskLimits two = TaskLimits.NONE.concurrency(2);
        try (TestEngine test = engine(TaskDefinition.named("work").limits(two).handler(gauge::run))) {
            List<TaskHandle<?>> tasks = submit(test, "work", 20);
            gauge.started.acquire(2);
            gauge.mayEnd.release(20);

            for (TaskHandle<?> task : tasks) {
                task.get(SOON);
            }
            assertThat(gauge.most).hasValueLessThanOrEqualTo(2);
        }
    }

    private static List<TaskHandle<?>> submit(TestEngine test, String name, int count) {
        List<TaskHandle<?>> tasks = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(i -> tasks.add(test.engine().task(name, String.class).delay()));
        return tasks;
    }

    private static void await(List<? extends TaskHandle<?>> tasks) {
        tasks.forEach(task -> task.get(SOON));
    }

    @Test
    void aRateLetsABurstThroughAndTheRestAsItsBucketFills() throws Exception {
        Semaphore ran = new Semaphore(0);
        TaskLimits tenAMinute = TaskLimits.NONE.rate("10/m");
        TaskDefinition<String> work =
                TaskDefinition.named("work").limits(tenAMinute).handler(() -> count(ran));
        TaskDefinition<String> other = TaskDefinition.named("other").handler(() -> "done");
        try (TestEngine test = engine(work, other)) {
            List<TaskHandle<?>> tasks = submit(test, "work", 13);
            assertThat(ran.tryAcquire(10, 20, TimeUnit.SECONDS)).isTrue();

            // What waits for a limit holds nobody else up, and holds no slot.
            await(submit(test, "other", 20));
            assertThat(ran.availablePermits()).isZero();

            for (int i = 0; i < 3; i++) {
                test.advance(Duration.ofMillis(5900));
                await(submit(test, "other", 1));
                assertThat(ran.availablePermits()).isZero();
                test.advance(Duration.ofMillis(100));
                assertThat(ran.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            }
            await(tasks);
        }
    }

    private static String count(Semaphore ran) {
        ran.release();
        return "done";
    }

    record Letter(String customer, int number) {}

    @Test
    void oneCustomerAtATimeAndCustomersSideBySide() throws Exception {
        Map<String, Gauge> gauges = Map.of("a", new Gauge(), "b", new Gauge());
        TaskLimits limits = TaskLimits.NONE.concurrencyPerKey("customer", 1);
        TaskDefinition<String> send = TaskDefinition.named("send")
                .limits(limits)
                .input(Letter.class)
                .handler(letter -> gauges.get(letter.customer()).run());
        try (TestEngine test = engine(send)) {
            List<TaskHandle<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                tasks.add(test.engine().task("send", String.class).delay("a", i));
                tasks.add(test.engine().task("send", String.class).delay(new Letter("b", i)));
            }
            gauges.get("a").started.acquire();
            gauges.get("b").started.acquire();
            gauges.values().forEach(gauge -> gauge.mayEnd.release(10));

            await(tasks);
            assertThat(gauges.values())
                    .allSatisfy(gauge -> assertThat(gauge.most).hasValue(1));
        }
    }

    @Test
    void limitsOfTheTypeAndOfTheKeyHoldTogether() throws Exception {
        Gauge all = new Gauge();
        TaskLimits limits = TaskLimits.NONE.concurrency(2).concurrencyPerKey("header:tenant", 1);
        try (TestEngine test =
                engine(TaskDefinition.named("work").limits(limits).handler(all::run))) {
            List<TaskHandle<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                tasks.add(test.engine()
                        .task("work", String.class)
                        .applyAsync(List.of(), TaskOptions.none().headers(Map.of("tenant", "t" + i % 3))));
            }
            all.started.acquire(2);
            all.mayEnd.release(12);

            await(tasks);
            assertThat(all.most).hasValueLessThanOrEqualTo(2);
        }
    }

    @Test
    void whatWaitsForALimitIsPendingAndCanBeRevokedAndExpires() throws Exception {
        Gauge gauge = new Gauge();
        TaskLimits one = TaskLimits.NONE.concurrency(1);
        try (TestEngine test = engine(TaskDefinition.named("work").limits(one).handler(gauge::run))) {
            TaskHandle<?> running = submit(test, "work", 1).get(0);
            gauge.started.acquire();
            TaskHandle<?> revoked = submit(test, "work", 1).get(0);
            TaskHandle<?> expiring = test.engine()
                    .task("work", String.class)
                    .applyAsync(List.of(), TaskOptions.none().expires(Duration.ofSeconds(30)));
            TaskHandle<?> last = submit(test, "work", 1).get(0);
            assertThat(List.of(revoked.status(), expiring.status(), last.status()))
                    .allSatisfy(status -> assertThat(status.state()).isEqualTo("PENDING"));

            revoked.revoke();
            test.advance(Duration.ofSeconds(31));
            test.awaitState(expiring, "REVOKED");
            gauge.mayEnd.release(2);

            await(List.of(running, last));
            assertThat(revoked.status().state()).isEqualTo("REVOKED");
            assertThat(gauge.most).hasValue(1);
        }
    }

    @Test
    void retriesAndFailuresGiveBackWhatTheyHeld() {
        AtomicInteger runs = new AtomicInteger();
        RetryPolicy thrice =
                RetryPolicy.builder().maxRetries(2).delay(Duration.ZERO).build();
        TaskLimits one = TaskLimits.NONE.concurrency(1);
        TaskDefinition<String> work = TaskDefinition.named("work")
                .limits(one)
                .retry(thrice)
                .handler(() -> {
                    if (runs.incrementAndGet() % 3 != 0) {
                        throw new IllegalStateException("once more");
                    }
                    return "done";
                });
        try (TestEngine test = engine(work)) {
            await(submit(test, "work", 1));
            await(submit(test, "work", 1));

            assertThat(runs).hasValue(6);
        }
    }

    @Test
    void oneTenantsBacklogDelaysAnothersFirstByATaskOrTwo() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Gauge gate = new Gauge();
        TaskDefinition<String> work = TaskDefinition.named("work")
                .limits(TaskLimits.NONE.fairBy("tenant"))
                .input(Tenant.class)
                .handler(input -> {
                    order.add(input.tenant());
                    return gate.run();
                });
        try (TestEngine test = TestEngine.start(builder -> builder.define(work).with("queues", "default:1"))) {
            submitAsync(test, 20_000, i -> "a");
            gate.started.acquire();
            TaskHandle<String> first = test.engine().task("work", String.class).delay("b");
            // The answer comes by way of its Worker, who has been offered it by then.
            assertThat(first.status().state()).isEqualTo("PENDING");
            gate.mayEnd.release(5);

            first.get(SOON);
            gate.mayEnd.release(20_000);
            assertThat(order.indexOf("b")).isBetween(1, 4);
        }
    }

    private static List<TaskHandle<String>> submitAsync(TestEngine test, int count, IntFunction<String> argument) {
        NamedTask<String> work = test.engine().task("work", String.class);
        List<TaskHandle<String>> tasks = new ArrayList<>();
        for (int from = 0; from < count; from += 500) {
            List<CompletableFuture<TaskHandle<String>>> stored = IntStream.range(from, Math.min(count, from + 500))
                    .mapToObj(i -> work.delayAsync(argument.apply(i)).toCompletableFuture())
                    .toList();
            stored.forEach(each -> tasks.add(each.join()));
        }
        return tasks;
    }

    @Test
    void moreKeysThanLanesThatCanBeOpenAreServedAll() {
        TaskDefinition<String> work = TaskDefinition.named("work")
                .limits(TaskLimits.NONE.concurrencyPerKey("tenant", 1).fairBy("tenant"))
                .input(Tenant.class)
                .handler(Tenant::tenant);
        try (TestEngine test = TestEngine.start(builder -> builder.define(work).with("cluster.partitions", 1))) {
            ControlGateway control = test.engine().gateway().control();
            await(submitAsync(test, 1, i -> "first"));
            control.pause("default").toCompletableFuture().join();
            List<TaskHandle<String>> tasks = submitAsync(test, 1200, i -> "t" + i % 600);
            control.resume("default").toCompletableFuture().join();

            await(tasks);
        }
    }

    @Test
    void limitsThatAreSetWhileTasksWaitHoldForThem() throws Exception {
        Gauge gauge = new Gauge();
        TaskDefinition<String> work = TaskDefinition.named("work").handler(gauge::run);
        TaskDefinition<String> other = TaskDefinition.named("other").handler(() -> "done");
        try (TestEngine test =
                TestEngine.start(builder -> builder.define(work, other).with("queues", "default:3"))) {
            List<TaskHandle<?>> tasks = new ArrayList<>(submit(test, "work", 300));
            gauge.started.acquire(3);

            ControlGateway control = test.engine().gateway().control();
            TaskTypeStatus changed = control.changeLimits("work", LimitsChange.NONE.concurrency(1))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            assertThat(changed.maxConcurrency()).isEqualTo(1);
            tasks.addAll(submit(test, "work", 5));
            gauge.mayEnd.release(3);
            gauge.awaitStarts(1);
            gauge.most.set(0);
            await(submit(test, "other", 10));
            gauge.mayEnd.release(99);
            gauge.awaitStarts(99);
            assertThat(gauge.most).hasValue(1);

            control.changeLimits("work", LimitsChange.NONE.concurrency(null))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            gauge.awaitStarts(2);
            gauge.mayEnd.release(300);
            await(tasks);
        }
    }

    @Test
    void aLimitThatIsLoweredHoldsOnceTheTasksAboveItHaveEnded() throws Exception {
        Gauge gauge = new Gauge();
        TaskDefinition<String> work = TaskDefinition.named("work")
                .limits(TaskLimits.NONE.concurrency(4))
                .handler(gauge::run);
        try (TestEngine test = TestEngine.start(
                builder -> builder.define(work).with("queues", "default:8").with("cluster.partitions", 1))) {
            List<TaskHandle<?>> tasks = submit(test, "work", 40);
            gauge.awaitStarts(4);

            ControlGateway control = test.engine().gateway().control();
            control.changeLimits("work", LimitsChange.NONE.concurrency(2))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            gauge.mayEnd.release(3);
            gauge.awaitStarts(1);
            gauge.most.set(0);
            gauge.mayEnd.release(37);

            await(tasks);
            assertThat(gauge.most).hasValueLessThanOrEqualTo(2);
        }
    }

    @Test
    void aChangeOfLimitsThatCannotBeIsRefused() {
        TaskDefinition<String> work = TaskDefinition.named("work").handler(() -> "done");
        try (TestEngine test = engine(work)) {
            ControlGateway control = test.engine().gateway().control();

            assertThat(control.changeLimits("wrok", LimitsChange.NONE))
                    .failsWithin(20, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withMessageContaining("did you mean \"work\"");
            assertThat(control.changeLimits("work", LimitsChange.NONE.concurrency(0)))
                    .failsWithin(20, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withMessageContaining("/maxConcurrency: expected more than 0");
        }
    }

    record Tenant(String tenant) {}

    @Test
    void whatADeclarationOfLimitsLacksIsSaidWhenTheEngineIsBuilt() {
        TaskLimits unknown = TaskLimits.NONE.concurrencyPerKey("custmer", 1);
        TaskDefinition<String> typo =
                TaskDefinition.named("a").limits(unknown).input(Letter.class).handler(x -> "");
        TaskDefinition<String> bare = TaskDefinition.named("b")
                .limits(new TaskLimits(null, 0, "header:x", null, null, null))
                .handler(() -> "");

        assertThatThrownBy(() -> engine(typo, bare))
                .hasMessageContaining("limitKey: expected a parameter")
                .hasMessageContaining("did you mean \"customer\"")
                .hasMessageContaining("maxConcurrency: expected 1 or more, got 0")
                .hasMessageContaining("expected a keyRateLimit or a keyMaxConcurrency");
    }
}
