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
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The table of all routes. {@code openapi.json} describes the same ones, but for the files that the dashboard loads. */
final class Routes {
    private static final Set<String> NONE = Set.of();
    private static final Set<String> WAIT = Set.of("wait");

    private final TaskGateway gateway;
    private final Serving serving;
    private final Bounds bounds;
    private final EventRoute events;

    private Routes(TaskGateway gateway, Serving serving) {
        this.gateway = gateway;
        this.serving = serving;
        this.bounds = new Bounds(gateway);
        this.events = new EventRoute(gateway::watch, serving.system(), serving.commentInterval(), serving.drain());
    }

    static List<Route> all(TaskGateway gateway, Serving serving) {
        Routes routes = new Routes(gateway, serving);
        List<Route> all = Stream.of(
                        routes.submits(),
                        routes.tasks(),
                        routes.workflows(),
                        routes.queuesAndTypes(),
                        routes.schedules(),
                        routes.cluster(),
                        routes.workers(),
                        routes.runs(),
                        routes.operations(),
                        routes.dashboard())
                .flatMap(List::stream)
                .toList();
        return gateway.servesClients()
                ? all
                : all.stream().map(Routes::withoutClients).toList();
    }

    private List<Route> submits() {
        LongPolls<TaskStatus> polls = new LongPolls<>(gateway::await, serving.drain());
        SubmitRoute submit = new SubmitRoute(bounds::submit, polls::await);
        BatchRoute batch = new BatchRoute(bounds::submit, serving.system());
        return List.of(
                Route.post(SUBMIT, "/v1/tasks", WAIT, submit::submit).forAnyReach(),
                Route.post(SUBMIT, "/v1/tasks/batch", NONE, batch::submit).forAnyReach());
    }

    private List<Route> tasks() {
        TaskRoutes task = new TaskRoutes(gateway, serving.drain());
        ListRoute list = new ListRoute(gateway);
        BulkRoutes bulk = new BulkRoutes(gateway.control());
        return List.of(
                Route.get(READ, "/v1/tasks", ListRoute.PARAMETERS, list::list).forAnyReach(),
                Route.post(OPERATE, "/v1/tasks/revoke", NONE, bulk::revoke).forAnyReach(),
                Route.post(OPERATE, "/v1/tasks/retry", NONE, bulk::retry).forAnyReach(),
                Route.get(READ, "/v1/failures", BulkRoutes.FAILURES, bulk::failures)
                        .forAnyReach(),
                bounds.task(Route.get(READ, "/v1/tasks/{id}", WAIT, task::status)),
                bounds.task(Route.delete(OPERATE, "/v1/tasks/{id}", task::forget)),
                bounds.task(Route.get(READ, "/v1/tasks/{id}/result", WAIT, task::result)),
                bounds.task(Route.get(READ, "/v1/tasks/{id}/events", NONE, events::events)),
                bounds.task(Route.post(OPERATE, "/v1/tasks/{id}/revoke", NONE, task::revoke)),
                bounds.task(Route.post(OPERATE, "/v1/tasks/{id}/retry", NONE, task::retry)));
    }

    private List<Route> workflows() {
        WorkflowRoutes workflows = new WorkflowRoutes(gateway.workflows(), bounds, events);
        return List.of(
                Route.post(SUBMIT, "/v1/workflows", WAIT, workflows::submit).forAnyReach(),
                Route.get(READ, "/v1/workflows", WorkflowRoutes.PARAMETERS, workflows::list),
                bounds.workflow(Route.get(READ, "/v1/workflows/{id}", WAIT, workflows::status)),
                bounds.workflow(Route.get(READ, "/v1/workflows/{id}/events", NONE, workflows::events)),
                bounds.workflow(Route.post(OPERATE, "/v1/workflows/{id}/revoke", NONE, workflows::revoke)));
    }

    private List<Route> queuesAndTypes() {
        QueueRoutes queues = new QueueRoutes(gateway.control());
        TaskTypeRoutes types = new TaskTypeRoutes(gateway.control());
        return List.of(
                Route.get(READ, "/v1/queues", NONE, queues::list).forAnyReach(),
                bounds.queue(Route.post(OPERATE, "/v1/queues/{name}/pause", NONE, queues::pause)),
                bounds.queue(Route.post(OPERATE, "/v1/queues/{name}/resume", NONE, queues::resume)),
                bounds.queue(Route.delete(OPERATE, "/v1/queues/{name}/tasks", queues::purge)),
                Route.get(READ, "/v1/task-types", NONE, types::list).forAnyReach(),
                bounds.taskType(Route.put(OPERATE, "/v1/task-types/{name}/limits", types::change)));
    }

    private List<Route> schedules() {
        ScheduleRoutes schedules = new ScheduleRoutes(gateway.schedules(), bounds);
        return List.of(
                Route.get(READ, "/v1/schedules", ScheduleRoutes.PAGE, schedules::list)
                        .forAnyReach(),
                Route.put(OPERATE, "/v1/schedules/{name}", schedules::put).forAnyReach(),
                bounds.schedule(Route.get(READ, "/v1/schedules/{name}", NONE, schedules::get)),
                bounds.schedule(Route.delete(OPERATE, "/v1/schedules/{name}", schedules::delete)),
                bounds.schedule(Route.post(OPERATE, "/v1/schedules/{name}/pause", NONE, schedules::pause)),
                bounds.schedule(Route.post(OPERATE, "/v1/schedules/{name}/resume", NONE, schedules::resume)),
                bounds.schedule(Route.post(OPERATE, "/v1/schedules/{name}/run", NONE, schedules::run)));
    }

    private List<Route> cluster() {
        ClusterRoute cluster = new ClusterRoute(gateway::cluster, events);
        AllEventsRoute changes = new AllEventsRoute(gateway.control(), events, serving.system(), serving.drain());
        BulkRoutes bulk = new BulkRoutes(gateway.control());
        return List.of(
                Route.get(READ, "/v1/cluster", NONE, cluster::cluster).forAnyReach(),
                Route.get(READ, "/v1/cluster/events", NONE, cluster::events).forAnyReach(),
                Route.get(READ, "/v1/cluster/running", NONE, bulk::running).forAnyReach(),
                Route.get(READ, "/v1/events", AllEventsRoute.PARAMETERS, changes::events)
                        .forAnyReach());
    }

    /** A worker's id is known to whoever registered it, and was kept to their reach then. */
    private List<Route> workers() {
        WorkerRoutes workers = new WorkerRoutes(gateway.workers(), bounds, serving.drain());
        return List.of(
                Route.post(WORK, "/v1/workers", NONE, workers::register).forAnyReach(),
                Route.post(WORK, "/v1/workers/{workerId}/poll", WorkerRoutes.POLL, workers::poll)
                        .forAnyReach(),
                Route.post(WORK, "/v1/workers/{workerId}/heartbeat", NONE, workers::heartbeat)
                        .forAnyReach(),
                Route.delete(WORK, "/v1/workers/{workerId}", workers::leave).forAnyReach());
    }

    private List<Route> runs() {
        RunRoutes runs = new RunRoutes(gateway.workers(), bounds);
        return List.of(
                bounds.task(Route.post(WORK, "/v1/tasks/{id}/runs/{run}/progress", NONE, runs::progress)),
                bounds.task(Route.post(WORK, "/v1/tasks/{id}/runs/{run}/complete", NONE, runs::complete)),
                bounds.task(Route.post(WORK, "/v1/tasks/{id}/runs/{run}/fail", NONE, runs::fail)),
                bounds.task(Route.post(WORK, "/v1/tasks/{id}/runs/{run}/replace", NONE, runs::replace)));
    }

    private List<Route> operations() {
        HealthRoutes health = new HealthRoutes(gateway::readiness);
        ScrapeRoute metrics = new ScrapeRoute(gateway, serving.drain());
        OpenApiRoute openApi = new OpenApiRoute();
        return List.of(
                Route.open("GET", "/health/live", health::live),
                Route.open("GET", "/health/ready", health::ready),
                Route.get(READ, ScrapeRoute.PATH, NONE, metrics::scrape),
                Route.get(READ, "/openapi.json", NONE, openApi::document).forAnyReach());
    }

    private List<Route> dashboard() {
        SessionRoutes sessions = new SessionRoutes(serving.authentication());
        DashboardRoutes dashboard = new DashboardRoutes();
        List<Route> all = new ArrayList<>(List.of(
                Route.open("POST", "/login", sessions::login),
                Route.open("POST", "/logout", sessions::logout),
                Route.open("GET", "/session", sessions::session),
                dashboard.page()));
        all.addAll(dashboard.files());
        return all;
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
