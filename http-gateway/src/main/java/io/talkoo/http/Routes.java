package io.talkoo.http;

import static io.talkoo.config.Scope.OPERATE;
import static io.talkoo.config.Scope.READ;
import static io.talkoo.config.Scope.SUBMIT;

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

    static List<Route> all(TaskGateway gateway, Serving serving) {
        ClassicActorSystemProvider system = serving.system();
        Drain drain = serving.drain();
        LongPolls polls = new LongPolls(gateway::await, gateway::status, drain);
        EventRoute events = new EventRoute(gateway::watch, system, serving.commentInterval(), drain);
        SubmitRoute submit = new SubmitRoute(gateway::submit, polls::await);
        TaskRoutes task = new TaskRoutes(gateway, polls);
        WorkflowRoutes workflows = new WorkflowRoutes(gateway.workflows(), events);
        QueueRoutes queues = new QueueRoutes(gateway.control());
        TaskTypeRoutes types = new TaskTypeRoutes(gateway.control());
        BulkRoutes bulk = new BulkRoutes(gateway.control());
        ScheduleRoutes schedules = new ScheduleRoutes(gateway.schedules());
        AllEventsRoute allEvents = new AllEventsRoute(gateway.control(), events, system, drain);
        SessionRoutes sessions = new SessionRoutes(serving.authentication());
        HealthRoutes health = new HealthRoutes(gateway::readiness);
        List<Route> all = List.of(
                Route.post(SUBMIT, "/v1/tasks", WAIT, submit::submit),
                Route.get(READ, "/v1/tasks", ListRoute.PARAMETERS, new ListRoute(gateway)::list),
                Route.post(SUBMIT, "/v1/tasks/batch", NONE, new BatchRoute(gateway::submit, system)::submit),
                Route.post(OPERATE, "/v1/tasks/revoke", NONE, bulk::revoke),
                Route.post(OPERATE, "/v1/tasks/retry", NONE, bulk::retry),
                Route.get(READ, "/v1/tasks/{id}", WAIT, task::status),
                Route.delete(OPERATE, "/v1/tasks/{id}", task::forget),
                Route.get(READ, "/v1/tasks/{id}/result", WAIT, task::result),
                Route.get(READ, "/v1/tasks/{id}/events", NONE, events::events),
                Route.post(OPERATE, "/v1/tasks/{id}/revoke", NONE, task::revoke),
                Route.post(OPERATE, "/v1/tasks/{id}/retry", NONE, task::retry),
                Route.post(SUBMIT, "/v1/workflows", WAIT, workflows::submit),
                Route.get(READ, "/v1/workflows/{id}", WAIT, workflows::status),
                Route.get(READ, "/v1/workflows/{id}/events", NONE, workflows::events),
                Route.post(OPERATE, "/v1/workflows/{id}/revoke", NONE, workflows::revoke),
                Route.get(READ, "/v1/queues", NONE, queues::list),
                Route.post(OPERATE, "/v1/queues/{name}/pause", NONE, queues::pause),
                Route.post(OPERATE, "/v1/queues/{name}/resume", NONE, queues::resume),
                Route.delete(OPERATE, "/v1/queues/{name}/tasks", queues::purge),
                Route.get(READ, "/v1/events", AllEventsRoute.PARAMETERS, allEvents::events),
                Route.get(READ, "/v1/task-types", NONE, types::list),
                Route.put(OPERATE, "/v1/task-types/{name}/limits", types::change),
                Route.get(READ, "/v1/failures", BulkRoutes.FAILURES, bulk::failures),
                Route.get(READ, "/v1/cluster/running", NONE, bulk::running),
                Route.get(READ, "/v1/schedules", ScheduleRoutes.PAGE, schedules::list),
                Route.put(OPERATE, "/v1/schedules/{name}", schedules::put),
                Route.get(READ, "/v1/schedules/{name}", NONE, schedules::get),
                Route.delete(OPERATE, "/v1/schedules/{name}", schedules::delete),
                Route.post(OPERATE, "/v1/schedules/{name}/pause", NONE, schedules::pause),
                Route.post(OPERATE, "/v1/schedules/{name}/resume", NONE, schedules::resume),
                Route.post(OPERATE, "/v1/schedules/{name}/run", NONE, schedules::run),
                Route.get(READ, "/v1/cluster", NONE, new ClusterRoute(gateway::cluster)::cluster),
                Route.open("POST", "/login", sessions::login),
                Route.open("POST", "/logout", sessions::logout),
                Route.open("GET", "/session", sessions::session),
                Route.open("GET", "/health/live", health::live),
                Route.open("GET", "/health/ready", health::ready),
                Route.get(READ, "/openapi.json", NONE, new OpenApiRoute()::document));
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
