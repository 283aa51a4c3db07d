package io.talkoo.http;

import io.talkoo.engine.TaskGateway;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.ClassicActorSystemProvider;

/** The table of all routes. {@code openapi.json} describes the same ones. */
final class Routes {
    private static final Set<String> NONE = Set.of();
    private static final Set<String> WAIT = Set.of("wait");

    private Routes() {}

    static List<Route> all(TaskGateway gateway, LongPolls polls, EventRoute events, ClassicActorSystemProvider system) {
        SubmitRoute submit = new SubmitRoute(gateway::submit, polls::await);
        TaskRoutes task = new TaskRoutes(gateway, polls);
        HealthRoutes health = new HealthRoutes(gateway::readiness);
        return List.of(
                Route.post("/v1/tasks", WAIT, submit::submit),
                Route.get("/v1/tasks", ListRoute.PARAMETERS, new ListRoute(gateway)::list),
                Route.post("/v1/tasks/batch", NONE, new BatchRoute(gateway::submit, system)::submit),
                Route.get("/v1/tasks/{id}", WAIT, task::status),
                Route.delete("/v1/tasks/{id}", task::forget),
                Route.get("/v1/tasks/{id}/result", WAIT, task::result),
                Route.get("/v1/tasks/{id}/events", NONE, events::events),
                Route.post("/v1/tasks/{id}/revoke", NONE, task::revoke),
                Route.post("/v1/tasks/{id}/retry", NONE, task::retry),
                Route.get("/health/live", NONE, health::live),
                Route.get("/health/ready", NONE, health::ready),
                Route.get("/openapi.json", NONE, new OpenApiRoute()::document));
    }
}
