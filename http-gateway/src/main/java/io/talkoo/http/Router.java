package io.talkoo.http;

import io.talkoo.http.auth.Caller;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** Finds the route of a request and turns whatever goes wrong on the way into a problem. */
final class Router {
    private static final Connection CLOSE = Connection.create("close");
    private static final byte[] NO_BODY = {};

    private final List<Resource> resources;
    private final Guard guard;
    private final Audit audit;
    private final BodyReader bodies;
    private final Drain drain;

    /** What a request is about, before anything but its first line has been looked at. */
    private record Target(Route route, Resource resource, String[] path) {}

    Router(List<Route> routes, Guard guard, Audit audit, BodyReader bodies, Drain drain) {
        this.audit = audit;
        this.resources = Resource.of(routes);
        this.guard = guard;
        this.bodies = bodies;
        this.drain = drain;
    }

    /** Never fails. The connection is closed behind the answer of a server that stops, and where the request's end is unclear. */
    CompletionStage<HttpResponse> handle(HttpRequest request) {
        drain.owe();
        return answer(request)
                .thenApply(response -> drain.hasBegun() || hasUnclearEnd(request) ? closing(response) : response)
                .whenComplete((response, failure) -> drain.give());
    }

    /** One that Pekko HTTP's parser makes nothing of stays among the headers; others may make something of it. */
    private static boolean hasUnclearEnd(HttpRequest request) {
        return request.getHeader("Transfer-Encoding").isPresent();
    }

    private static HttpResponse closing(HttpResponse response) {
        return response.removeHeader(CLOSE.name()).addHeader(CLOSE);
    }

    /** Whoever may not call is told so before anything of the body is read. */
    private CompletionStage<HttpResponse> answer(HttpRequest request) {
        try {
            guard.requireHost(request);
            requireClearEnd(request);
            String[] path = path(request);
            Resource resource = find(path);
            Route route = resource.byMethod().get(request.method().value());
            if (route == null) {
                bodies.skip(request);
                return CompletableFuture.completedFuture(withoutRoute(request, resource));
            }
            Target target = new Target(route, resource, path);
            return guard.admit(request, route)
                    .handle((caller, refusal) -> refusal == null
                            ? dispatch(request, caller, target)
                            : CompletableFuture.completedFuture(refused(request, route, refusal)))
                    .thenCompose(answer -> answer);
        } catch (RuntimeException e) {
            bodies.skip(request);
            return CompletableFuture.completedFuture(Problems.response(e));
        }
    }

    /** What stands between the slashes, decoded: names of task types may hold anything, a slash as {@code %2F} too. */
    private static String[] path(HttpRequest request) {
        String path = request.getUri().path();
        String[] parts = path.split("/", -1);
        if (path.indexOf('%') >= 0) {
            // In a path a plus is a plus.
            Arrays.setAll(parts, i -> Query.decoded(parts[i].replace("+", "%2B")));
        }
        return parts;
    }

    private static void requireClearEnd(HttpRequest request) {
        if (hasUnclearEnd(request)) {
            throw Problems.badRequest("expected Transfer-Encoding to be chunked, or none; got something else");
        }
    }

    private HttpResponse refused(HttpRequest request, Route route, Throwable refusal) {
        bodies.skip(request);
        HttpResponse answer = Problems.response(refusal);
        if (Audit.covers(route)) {
            Caller caller = Problems.unwrapped(refusal) instanceof Guard.Forbidden known ? known.caller() : null;
            audit.log(request, caller, route, NO_BODY, answer);
        }
        return answer;
    }

    private CompletionStage<HttpResponse> dispatch(HttpRequest request, Caller caller, Target target) {
        try {
            return bodies.read(request)
                    .thenCompose(body -> Audit.covers(target.route)
                            ? audited(request, caller, body, target)
                            : handle(request, caller, body, target))
                    .exceptionally(Problems::response);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(Problems.response(e));
        }
    }

    private CompletionStage<HttpResponse> audited(HttpRequest request, Caller caller, byte[] body, Target target) {
        return CompletableFuture.completedFuture(body)
                .thenCompose(read -> handle(request, caller, read, target))
                .exceptionally(Problems::response)
                .whenComplete((answer, never) -> audit.log(request, caller, target.route, body, answer));
    }

    private static CompletionStage<HttpResponse> handle(
            HttpRequest request, Caller caller, byte[] body, Target target) {
        Route route = target.route;
        Query query = Query.parse(request.getUri().rawQueryString().orElse(null), route.query());
        String id = target.resource.id(target.path);
        String name = target.resource.name(target.path);
        return route.handler().handle(new Call(request, caller, body, id, name, query));
    }

    private Resource find(String[] path) {
        for (Resource resource : resources) {
            if (resource.matches(path)) {
                return resource;
            }
        }
        throw new TalkooException(
                ProblemType.NOT_FOUND,
                "there is nothing at " + String.join("/", path) + "; /openapi.json lists what there is");
    }

    private static HttpResponse withoutRoute(HttpRequest request, Resource resource) {
        RawHeader allow = RawHeader.create("Allow", resource.allow());
        String method = request.method().value();
        if (method.equals("OPTIONS")) {
            return HttpResponse.create().withStatus(204).addHeader(allow);
        }
        return Problems.response(new TalkooException(
                        ProblemType.METHOD_NOT_ALLOWED, "expected one of " + resource.allow() + ", got " + method))
                .addHeader(allow);
    }
}
