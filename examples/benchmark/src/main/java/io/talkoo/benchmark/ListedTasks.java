package io.talkoo.benchmark;

import io.talkoo.engine.TaskDefinition;
import io.talkoo.engine.TaskEngineBuilder;
import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TaskRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Tasks of which lists are wanted: of 2,000 there are 1,901 that succeed, 80 fail, 18 wait, one is revoked. The first ones
 * of all have a name of their own. Thread-safe.
 */
final class ListedTasks {
    static final String FAILING = "benchmark.failing";
    static final String RARE = "benchmark.rare";
    static final String OLD = "benchmark.old";
    static final String MAIL = "mail";
    static final String CUSTOMER = "customer";

    private static final int SERIES = 2000;
    private static final int FIRST = 40;
    private static final int FAILED = 80;
    private static final int WAITING = 18;
    private static final int MAIL_EVERY = 10;
    private static final int CUSTOMERS = 1000;
    private static final Duration LATER = Duration.ofDays(1);

    private final TaskGateway gateway;
    private final JsonBytes args;

    ListedTasks(TaskGateway gateway, JsonBytes args) {
        this.gateway = gateway;
        this.args = args;
    }

    static TaskEngineBuilder defined(TaskEngineBuilder engine) {
        return engine.define(TaskDefinition.named(FAILING).input(String.class).handler(ListedTasks::fail))
                .define(TaskDefinition.named(RARE).input(String.class).handler(text -> text.length()))
                .define(TaskDefinition.named(OLD).input(String.class).handler(text -> text.length()));
    }

    private static int fail(String text) {
        throw new IllegalStateException("no room for " + text.length() + " characters");
    }

    /** Ends when the task has the state it is to have. */
    CompletionStage<?> make(int number) {
        int kind = number % SERIES;
        if (number < FIRST) {
            return gateway.execute(request(OLD, number).build()).ready();
        }
        if (kind == 0) {
            return gateway.submit(
                            request(Engines.LENGTH, number).countdown(LATER).build())
                    .thenCompose(accepted -> gateway.revoke(accepted.status().id(), false, null));
        }
        if (kind <= FAILED) {
            return gateway.execute(request(FAILING, number).build()).ready();
        }
        if (kind <= FAILED + WAITING) {
            return gateway.submit(
                    request(Engines.LENGTH, number).countdown(LATER).build());
        }
        return gateway.execute(request(kind < SERIES - 2 ? Engines.LENGTH : RARE, number)
                        .build())
                .ready();
    }

    private TaskRequest.Builder request(String name, int number) {
        TaskRequest.Builder request =
                TaskRequest.named(name).args(args).headers(Map.of(CUSTOMER, String.valueOf(number % CUSTOMERS)));
        return number % MAIL_EVERY == 0 ? request.queue(MAIL) : request;
    }
}
