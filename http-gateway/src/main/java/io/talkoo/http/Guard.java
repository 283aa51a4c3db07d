package io.talkoo.http;

import io.talkoo.config.Scope;
import io.talkoo.http.auth.Authentication;
import io.talkoo.http.auth.Caller;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Decides whether a request may go to its route, by its head alone. */
final class Guard {
    private final HostCheck hosts;
    private final Authentication authentication;

    Guard(HostCheck hosts, Authentication authentication) {
        this.hosts = hosts;
        this.authentication = authentication;
    }

    /** Throws {@link ProblemType#FOREIGN_HOST}, whatever is asked for. */
    void requireHost(HttpRequest request) {
        hosts.require(request);
    }

    /** Fails with {@link ProblemType#UNAUTHORIZED} or {@link ProblemType#FORBIDDEN}. */
    CompletionStage<Caller> admit(HttpRequest request, Route route) {
        if (route.scope() == null) {
            return CompletableFuture.completedFuture(Caller.STRANGER);
        }
        return authentication.caller(request).thenApply(caller -> admitted(caller, route));
    }

    private static Caller admitted(Caller caller, Route route) {
        Scope needed = route.scope();
        if (!caller.scopes().contains(needed)) {
            throw new TalkooException(
                    ProblemType.FORBIDDEN,
                    "expected a key with the scope " + needed + ", got one with " + caller.scopes());
        }
        if (!caller.reach().isEverything() && !route.withinReach()) {
            throw new TalkooException(
                    ProblemType.FORBIDDEN,
                    "expected a key for all queues and tasks, got one that is kept to some: this call is about all of them");
        }
        return caller;
    }
}
