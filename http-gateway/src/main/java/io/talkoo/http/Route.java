package io.talkoo.http;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * One call of the contract.
 *
 * @param path as OpenAPI writes it; {@code {id}} and {@code {name}} are the variables there are
 * @param query names of the parameters it takes; {@code header.*} is any name with that prefix
 */
record Route(String method, String path, Set<String> query, Handler handler) {
    /** Carries the call out. A refusal is thrown or completes the stage. */
    @FunctionalInterface
    interface Handler {
        CompletionStage<HttpResponse> handle(Call call);
    }

    Route with(Handler other) {
        return new Route(method, path, query, other);
    }

    static Route get(String path, Set<String> query, Handler handler) {
        return new Route("GET", path, query, handler);
    }

    static Route post(String path, Set<String> query, Handler handler) {
        return new Route("POST", path, query, handler);
    }

    static Route put(String path, Handler handler) {
        return new Route("PUT", path, Set.of(), handler);
    }

    static Route delete(String path, Handler handler) {
        return new Route("DELETE", path, Set.of(), handler);
    }
}
