package io.talkoo.protocol.client;

import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One call and its repeats, up to an answer. */
final class Exchange {
    private static final int FIRST_ERROR = 400;

    private final Transport transport;
    private final Call call;
    private final Patience patience;
    private final CompletableFuture<byte[]> answer = new CompletableFuture<>();

    Exchange(Transport transport, Call call) {
        this.transport = transport;
        this.call = call;
        this.patience = transport.patience(call.held());
    }

    CompletableFuture<byte[]> begin() {
        attempt();
        return answer;
    }

    private void attempt() {
        String address = transport.address();
        transport.attempt(address, call).whenComplete((response, failure) -> {
            if (failure == null) {
                answered(address, response);
            } else {
                lost(address, Reply.unwrapped(failure));
            }
        });
    }

    private void answered(String address, HttpResponse<byte[]> response) {
        if (response.statusCode() < FIRST_ERROR) {
            answer.complete(response.body());
            return;
        }
        TalkooException problem = Bodies.problem(response.statusCode(), response.body());
        if (isPassing(problem, call)) {
            again(address, retryAfter(response), problem);
        } else {
            answer.completeExceptionally(problem);
        }
    }

    /** Whether it may go well the next time: nothing was stored, or it does no harm to store it again. */
    static boolean isPassing(TalkooException problem, Call call) {
        return problem.type() == ProblemType.OVERLOADED
                || problem.type() == ProblemType.UNAVAILABLE && call.repeatable();
    }

    private void lost(String address, Throwable failure) {
        TalkooException problem = Transport.unreachable(address, failure);
        boolean wasSent = !(failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException);
        if (wasSent && !call.repeatable()) {
            answer.completeExceptionally(problem);
        } else {
            again(address, Duration.ZERO, problem);
        }
    }

    private void again(String address, Duration atLeast, TalkooException problem) {
        transport.turnFrom(address);
        Optional<Duration> pause = transport.isClosed() ? Optional.empty() : patience.pause(atLeast);
        if (pause.isPresent()) {
            Transport.after(pause.get(), this::attempt);
        } else {
            answer.completeExceptionally(problem);
        }
    }

    static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(Duration.ZERO);
    }
}
