package io.talkoo.http;

import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The table of all routes. {@code openapi.json} describes the same ones. */
final class Routes {
    private static final Set<String> NONE = Set.of();
    private static final Set<String> WAIT = Set.of("wait");

    private Routes() {}

    static List<Route> all(
            TaskGateway gateway, LongPolls polls, EventRoute events, ClassicActorSystemProvider system, Drain drain) {
        SubmitRoute submit = new SubmitRoute(gateway::submit, polls::await);
        TaskRoutes task = new TaskRoutes(gateway, polls);
        WorkflowRoutes workflows = new WorkflowRoutes(gateway.workflows(), events);
        QueueRoutes queues = new QueueRoutes(gateway.control());
        TaskTypeRoutes types = new TaskTypeRoutes(gateway.control());
        BulkRoutes bulk = new BulkRoutes(gateway.control());
        ScheduleRoutes schedules = new ScheduleRoutes(gateway.schedules());
        AllEventsRoute allEvents = new AllEventsRoute(gateway.control(), events, system, drain);
        HealthRoutes health = new HealthRoutes(gateway::readiness);
        List<Route> all = List.of(
                Route.post("/v1/tasks", WAIT, submit::submit),
                Route.get("/v1/tasks", ListRoute.PARAMETERS, new ListRoute(gateway)::list),
                Route.post("/v1/tasks/batch", NONE, new BatchRoute(gateway::submit, system)::submit),
                Route.post("/v1/tasks/revoke", NONE, bulk::revoke),
                Route.post("/v1/tasks/retry", NONE, bulk::retry),
                Route.get("/v1/tasks/{id}", WAIT, task::status),
                Route.delete("/v1/tasks/{id}", task::forget),
                Route.get("/v1/tasks/{id}/result", WAIT, task::result),
                Route.get("/v1/tasks/{id}/events", NONE, events::events),
                Route.post("/v1/tasks/{id}/revoke", NONE, task::revoke),
                Route.post("/v1/tasks/{id}/retry", NONE, task::retry),
                Route.post("/v1/workflows", WAIT, workflows::submit),
                Route.get("/v1/workflows/{id}", WAIT, workflows::status),
                Route.get("/v1/workflows/{id}/events", NONE, workflows::events),
                Route.post("/v1/workflows/{id}/revoke", NONE, workflows::revoke),
                Route.get("/v1/queues", NONE, queues::list),
                Route.post("/v1/queues/{name}/pause", NONE, queues::pause),
                Route.post("/v1/queues/{name}/resume", NONE, queues::resume),
                Route.delete("/v1/queues/{name}/tasks", queues::purge),
                Route.get("/v1/events", AllEventsRoute.PARAMETERS, allEvents::events),
                Route.get("/v1/task-types", NONE, types::list),
                Route.put("/v1/task-types/{name}/limits", types::change),
                Route.get("/v1/failures", BulkRoutes.FAILURES, bulk::failures),
                Route.get("/v1/cluster/running", NONE, bulk::running),
                Route.get("/v1/schedules", ScheduleRoutes.PAGE, schedules::list),
                Route.put("/v1/schedules/{name}", schedules::put),
                Route.get("/v1/schedules/{name}", NONE, schedules::get),
                Route.delete("/v1/schedules/{name}", schedules::delete),
                Route.post("/v1/schedules/{name}/pause", NONE, schedules::pause),
                Route.post("/v1/schedules/{name}/resume", NONE, schedules::resume),
                Route.post("/v1/schedules/{name}/run", NONE, schedules::run),
                Route.get("/v1/cluster", NONE, new ClusterRoute(gateway::cluster)::cluster),
                Route.get("/health/live", NONE, health::live),
                Route.get("/health/ready", NONE, health::ready),
                Route.get("/openapi.json", NONE, new OpenApiRoute()::document));
        return gateway.servesClients()
                ? all
                : all.stream().map(Routes::withoutClients).toList();
    }

    /** A node without the role still tells how it is. */
    private static Route withoutClients(Route route) {
        return route.path().startsWith("/v1/") ? route.with(Routes::refuse) : route;
    }

    private static CompletionStage<HttpResponse> refuse(Call call) {
        throw new TalkooException(
                ProblemType.UNAVAILABLE,
                "This node serves no clients, because its talkoo.cluster.roles lack gateway; ask another one.");
    }
}
