package io.talkoo.chaos.load;

import io.talkoo.chaos.cluster.Endpoint;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Repeats a call on other nodes until one gives a clear answer: a lost connection, a time-out, 429 and 503 say nothing.
 * Thread-safe.
 */
final class Insistence {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int OVERLOADED = 429;
    private static final int UNAVAILABLE = 503;

    private final Directory directory;
    private volatile boolean over;

    Insistence(Directory directory) {
        this.directory = directory;
    }

    /** A clear answer and who gave it. */
    record Answer(Endpoint node, HttpResponse<String> response) {}

    /** Done with the first clear answer; fails with {@link CancellationException} once it was told to give up. */
    CompletableFuture<Answer> call(Function<Endpoint, CompletableFuture<HttpResponse<String>>> call) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        attempt(call, directory.any(), FIRST_PAUSE, answer);
        return answer;
    }

    /** Whoever has no answer yet gets none any more. */
    void giveUp() {
        over = true;
    }

    private void attempt(
            Function<Endpoint, CompletableFuture<HttpResponse<String>>> call,
            Endpoint node,
            Duration pause,
            CompletableFuture<Answer> answer) {
        call.apply(node).whenComplete((response, failure) -> {
            if (failure == null && isClear(response)) {
                answer.complete(new Answer(node, response));
            } else if (over) {
                answer.cancel(false);
            } else {
                Duration next = longer(pause);
                after(pause).execute(() -> attempt(call, directory.otherThan(node), next, answer));
            }
        });
    }

    private static boolean isClear(HttpResponse<String> response) {
        return response.statusCode() != OVERLOADED && response.statusCode() != UNAVAILABLE;
    }

    /** Half of it up to all of it, so that clients which lost their node together do not come back together. */
    private static Executor after(Duration pause) {
        long millis = ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis());
        return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
