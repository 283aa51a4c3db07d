package io.talkoo.http;

import io.talkoo.config.Scope;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * One call of the contract.
 *
 * @param scope what a key needs for it; null is open to everybody
 * @param path as OpenAPI writes it; {@code {id}} is a task's, and there may be one more variable
 * @param query names of the parameters it takes; {@code header.*} is any name with that prefix
 * @param withinReach whether the handler keeps a caller to the queues and tasks of their key; callers with such a key are
 *     refused where it does not
 */
record Route(Scope scope, String method, String path, Set<String> query, boolean withinReach, Handler handler) {
    /** Carries the call out. A refusal is thrown or completes the stage. */
    @FunctionalInterface
    interface Handler {
        CompletionStage<HttpResponse> handle(Call call);
    }

    Route with(Handler other) {
        return new Route(scope, method, path, query, withinReach, other);
    }

    /** The same for callers with a restricted key too: the handler keeps them to what is theirs, or there is nothing to keep. */
    Route forAnyReach() {
        return new Route(scope, method, path, query, true, handler);
    }

    static Route open(String method, String path, Handler handler) {
        return new Route(null, method, path, Set.of(), true, handler);
    }

    static Route get(Scope scope, String path, Set<String> query, Handler handler) {
        return new Route(scope, "GET", path, query, false, handler);
    }

    static Route post(Scope scope, String path, Set<String> query, Handler handler) {
        return new Route(scope, "POST", path, query, false, handler);
    }

    static Route put(Scope scope, String path, Handler handler) {
        return new Route(scope, "PUT", path, Set.of(), false, handler);
    }

    static Route delete(Scope scope, String path, Handler handler) {
        return new Route(scope, "DELETE", path, Set.of(), false, handler);
    }
}
