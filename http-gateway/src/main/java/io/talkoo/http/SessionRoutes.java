package io.talkoo.http;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.config.Scope;
import io.talkoo.http.auth.Authentication;
import io.talkoo.http.auth.Caller;
import io.talkoo.protocol.Json;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** How the dashboard's user logs in and out: with a key, once, for a cookie that scripts cannot read. */
final class SessionRoutes {
    private static final ObjectReader LOGIN = Json.mapper().readerFor(Login.class);
    private static final ObjectWriter SESSION = Json.mapper().writerFor(Session.class);

    private final Authentication authentication;

    /** The body of a login. */
    record Login(String key) {}

    /**
     * Who calls.
     *
     * @param authentication whether the node asks for keys at all
     * @param id of the key; null without authentication
     * @param queues that the caller is kept to; empty is any
     * @param tasks likewise, names of tasks
     */
    record Session(boolean authentication, String id, List<String> scopes, List<String> queues, List<String> tasks) {}

    SessionRoutes(Authentication authentication) {
        this.authentication = authentication;
    }

    CompletionStage<HttpResponse> login(Call call) {
        Login login = JsonBody.read(call, LOGIN);
        if (login.key() == null) {
            throw Problems.invalid("/key: expected a key");
        }
        return done(authentication.login(login.key()));
    }

    CompletionStage<HttpResponse> logout(Call call) {
        return done(authentication.logout(call.request()));
    }

    private static CompletionStage<HttpResponse> done(Authentication.SessionChange change) {
        HttpResponse answer = HttpResponse.create().withStatus(204).addHeader(change.cookie());
        return CompletableFuture.completedFuture(Audit.naming(answer, change.id()));
    }

    /** Open, and 401 for a stranger: whatever scopes a caller has, the page has to know them. */
    CompletionStage<HttpResponse> session(Call call) {
        return authentication.caller(call.request()).thenApply(this::session);
    }

    private HttpResponse session(Caller caller) {
        return Answers.json(
                200,
                SESSION,
                new Session(
                        authentication.enabled(),
                        caller.id(),
                        caller.scopes().stream().map(Scope::toString).sorted().toList(),
                        caller.reach().queues(),
                        caller.reach().tasks()));
    }
}
