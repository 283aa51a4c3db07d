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
    private final ClientRates rates;

    Guard(HostCheck hosts, Authentication authentication, ClientRates rates) {
        this.hosts = hosts;
        this.authentication = authentication;
        this.rates = rates;
    }

    /** Throws {@link ProblemType#FOREIGN_HOST}, whatever is asked for. */
    void requireHost(HttpRequest request) {
        hosts.require(request);
    }

    /** Fails with {@link ProblemType#UNAUTHORIZED}, {@link ProblemType#FORBIDDEN} or {@link ProblemType#OVERLOADED}. */
    CompletionStage<Caller> admit(HttpRequest request, Route route) {
        if (route.scope() == null) {
            return open(request, route);
        }
        return identified(request).thenApply(caller -> {
            rates.take(caller.id() == null ? Clients.address(request) : caller.id());
            return admitted(caller, route);
        });
    }

    /** Who logs in again and again is counted; health and pages are for everybody at any time. */
    private CompletionStage<Caller> open(HttpRequest request, Route route) {
        if (!route.method().equals("GET")) {
            rates.take(Clients.address(request));
        }
        return CompletableFuture.completedFuture(Caller.STRANGER);
    }

    private CompletionStage<Caller> identified(HttpRequest request) {
        return authentication.caller(request).exceptionallyCompose(refusal -> {
            rates.take(Clients.address(request));
            return CompletableFuture.failedFuture(refusal);
        });
    }

    private static Caller admitted(Caller caller, Route route) {
        Scope needed = route.scope();
        if (!caller.scopes().contains(needed)) {
            throw new Forbidden(
                    caller, "expected a key with the scope " + needed + ", got one with " + caller.scopes());
        }
        if (!caller.reach().isEverything() && !route.withinReach()) {
            throw new Forbidden(
                    caller,
                    "expected a key for all queues and tasks, got one that is kept to some: this call is about all of them");
        }
        return caller;
    }

    /** Refused, and it is known who was. */
    static final class Forbidden extends TalkooException {
        private static final long serialVersionUID = 1;

        private final transient Caller caller;

        private Forbidden(Caller caller, String detail) {
            super(ProblemType.FORBIDDEN, detail);
            this.caller = caller;
        }

        Caller caller() {
            return caller;
        }
    }
}
