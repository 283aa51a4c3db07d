package io.talkoo.http;

import static io.talkoo.config.Scope.OPERATE;
import static io.talkoo.config.Scope.READ;
import static io.talkoo.config.Scope.SUBMIT;
import static io.talkoo.config.Scope.WORK;

import io.talkoo.engine.TaskGateway;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The table of all routes. {@code openapi.json} describes the same ones, but for the files that the dashboard loads. */
final class Routes {
    private static final Set<String> NONE = Set.of();
    private static final Set<String> WAIT = Set.of("wait");

    private Routes() {}

    static List<Route> all(TaskGateway gateway, Serving serving) {
        ClassicActorSystemProvider system = serving.system();
        Drain drain = serving.drain();
        LongPolls<TaskStatus> polls = new LongPolls<>(gateway::await, drain);
        EventRoute events = new EventRoute(gateway::watch, system, serving.commentInterval(), drain);
        Bounds bounds = new Bounds(gateway);
        SubmitRoute submit = new SubmitRoute(bounds::submit, polls::await);
        TaskRoutes task = new TaskRoutes(gateway, polls, drain);
        WorkflowRoutes workflows = new WorkflowRoutes(gateway.workflows(), bounds, events);
        QueueRoutes queues = new QueueRoutes(gateway.control());
        TaskTypeRoutes types = new TaskTypeRoutes(gateway.control());
        BulkRoutes bulk = new BulkRoutes(gateway.control());
        ScheduleRoutes schedules = new ScheduleRoutes(gateway.schedules(), bounds);
        AllEventsRoute allEvents = new AllEventsRoute(gateway.control(), events, system, drain);
        SessionRoutes sessions = new SessionRoutes(serving.authentication());
        WorkerRoutes workers = new WorkerRoutes(gateway.workers(), bounds, drain);
        RunRoutes runs = new RunRoutes(gateway.workers(), bounds);
        HealthRoutes health = new HealthRoutes(gateway::readiness);
        ClusterRoute cluster = new ClusterRoute(gateway::cluster, events);
        DashboardRoutes dashboard = new DashboardRoutes();
        List<Route> all = new ArrayList<>(List.of(
                Route.post(SUBMIT, "/v1/tasks", WAIT, submit::submit).forAnyReach(),
                Route.get(READ, "/v1/tasks", ListRoute.PARAMETERS, new ListRoute(gateway)::list)
                        .forAnyReach(),
                Route.post(SUBMIT, "/v1/tasks/batch", NONE, new BatchRoute(bounds::submit, system)::submit)
                        .forAnyReach(),
                Route.post(OPERATE, "/v1/tasks/revoke", NONE, bulk::revoke).forAnyReach(),
                Route.post(OPERATE, "/v1/tasks/retry", NONE, bulk::retry).forAnyReach(),
                bounds.task(Route.get(READ, "/v1/tasks/{id}", WAIT, task::status)),
                bounds.task(Route.delete(OPERATE, "/v1/tasks/{id}", task::forget)),
                bounds.task(Route.get(READ, "/v1/tasks/{id}/result", WAIT, task::result)),
                bounds.task(Route.get(READ, "/v1/tasks/{id}/events", NONE, events::events)),
                bounds.task(Route.post(OPERATE, "/v1/tasks/{id}/revoke", NONE, task::revoke)),
                bounds.task(Route.post(OPERATE, "/v1/tasks/{id}/retry", NONE, task::retry)),
                Route.post(SUBMIT, "/v1/workflows", WAIT, workflows::submit).forAnyReach(),
                Route.get(READ, "/v1/workflows", WorkflowRoutes.PARAMETERS, workflows::list),
                bounds.workflow(Route.get(READ, "/v1/workflows/{id}", WAIT, workflows::status)),
                bounds.workflow(Route.get(READ, "/v1/workflows/{id}/events", NONE, workflows::events)),
                bounds.workflow(Route.post(OPERATE, "/v1/workflows/{id}/revoke", NONE, workflows::revoke)),
                Route.get(READ, "/v1/queues", NONE, queues::list).forAnyReach(),
                bounds.queue(Route.post(OPERATE, "/v1/queues/{name}/pause", NONE, queues::pause)),
                bounds.queue(Route.post(OPERATE, "/v1/queues/{name}/resume", NONE, queues::resume)),
                bounds.queue(Route.delete(OPERATE, "/v1/queues/{name}/tasks", queues::purge)),
                Route.get(READ, "/v1/events", AllEventsRoute.PARAMETERS, allEvents::events)
                        .forAnyReach(),
                Route.get(READ, "/v1/task-types", NONE, types::list).forAnyReach(),
                bounds.taskType(Route.put(OPERATE, "/v1/task-types/{name}/limits", types::change)),
                Route.get(READ, "/v1/failures", BulkRoutes.FAILURES, bulk::failures)
                        .forAnyReach(),
                Route.get(READ, "/v1/cluster/running", NONE, bulk::running).forAnyReach(),
                Route.get(READ, "/v1/schedules", ScheduleRoutes.PAGE, schedules::list)
                        .forAnyReach(),
                Route.put(OPERATE, "/v1/schedules/{name}", schedules::put).forAnyReach(),
                bounds.schedule(Route.get(READ, "/v1/schedules/{name}", NONE, schedules::get)),
                bounds.schedule(Route.delete(OPERATE, "/v1/schedules/{name}", schedules::delete)),
                bounds.schedule(Route.post(OPERATE, "/v1/schedules/{name}/pause", NONE, schedules::pause)),
                bounds.schedule(Route.post(OPERATE, "/v1/schedules/{name}/resume", NONE, schedules::resume)),
                bounds.schedule(Route.post(OPERATE, "/v1/schedules/{name}/run", NONE, schedules::run)),
                Route.get(READ, "/v1/cluster", NONE, cluster::cluster).forAnyReach(),
                Route.get(READ, "/v1/cluster/events", NONE, cluster::events).forAnyReach(),
                Route.post(WORK, "/v1/workers", NONE, workers::register).forAnyReach(),
                // A worker's id is known to whoever registered it, and was kept to their reach then.
                Route.post(WORK, "/v1/workers/{workerId}/poll", WorkerRoutes.POLL, workers::poll)
                        .forAnyReach(),
                Route.post(WORK, "/v1/workers/{workerId}/heartbeat", NONE, workers::heartbeat)
                        .forAnyReach(),
                Route.delete(WORK, "/v1/workers/{workerId}", workers::leave).forAnyReach(),
                bounds.task(Route.post(WORK, "/v1/tasks/{id}/runs/{run}/progress", NONE, runs::progress)),
                bounds.task(Route.post(WORK, "/v1/tasks/{id}/runs/{run}/complete", NONE, runs::complete)),
                bounds.task(Route.post(WORK, "/v1/tasks/{id}/runs/{run}/fail", NONE, runs::fail)),
                bounds.task(Route.post(WORK, "/v1/tasks/{id}/runs/{run}/replace", NONE, runs::replace)),
                Route.open("POST", "/login", sessions::login),
                Route.open("POST", "/logout", sessions::logout),
                Route.open("GET", "/session", sessions::session),
                Route.open("GET", "/health/live", health::live),
                Route.open("GET", "/health/ready", health::ready),
                Route.get(READ, ScrapeRoute.PATH, NONE, new ScrapeRoute(gateway, drain)::scrape),
                Route.get(READ, "/openapi.json", NONE, new OpenApiRoute()::document)
                        .forAnyReach(),
                dashboard.page()));
        all.addAll(dashboard.files());
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
