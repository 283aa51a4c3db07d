package io.talkoo.examples.taskapp;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.engine.TaskEngine;
import io.talkoo.engine.TaskHandle;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.JsonBytes;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.TaskResult;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.ExceptionHandler;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.RejectionHandler;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.unmarshalling.StringUnmarshallers;

/** The page, and the few routes its script calls. Thread-safe. */
final class PageRoutes extends AllDirectives {
    private static final String FILES = "io/talkoo/examples/taskapp/page";
    private static final int MAX_STEPS = 3600;

    private final TaskEngine engine;
    private final Executor blocking;

    /** @param blocking runs the calls of the engine, which wait for the store */
    PageRoutes(TaskEngine engine, Executor blocking) {
        this.engine = engine;
        this.blocking = blocking;
    }

    /** What a form is answered with. */
    record Submitted(@JsonProperty("result_id") String resultId) {}

    /**
     * What the script asks for until it is ready.
     *
     * @param value the result once ready; before, what the task last told of its progress
     * @param error what went wrong, of a task that did not succeed
     */
    record Outcome(
            boolean ready,
            Boolean successful,
            JsonBytes value,
            @JsonInclude(JsonInclude.Include.NON_NULL) String error) {

        static Outcome of(TaskResult result) {
            boolean failed = Boolean.FALSE.equals(result.successful());
            String error =
                    failed ? result.error().type() + ": " + result.error().message() : null;
            return new Outcome(result.ready(), result.successful(), result.value(), error);
        }
    }

    Route all() {
        return handleRejections(
                RejectionHandler.defaultHandler().mapRejectionResponse(PageRoutes::asJson),
                () -> handleExceptions(failures(), () -> concat(page(), pathPrefix("tasks", this::tasks))));
    }

    private Route page() {
        return respondWithHeader(
                RawHeader.create("Content-Security-Policy", "default-src 'self'"),
                () -> concat(
                        pathSingleSlash(() -> getFromResource(FILES + "/index.html")),
                        pathPrefix("page", () -> getFromResourceDirectory(FILES))));
    }

    private Route tasks() {
        return concat(
                path("add", () -> post(this::add)),
                path(
                        "block",
                        () -> post(() ->
                                submit(() -> engine.task(BasicTasks::block).delay()))),
                path("process", () -> post(this::process)),
                path(PathMatchers.segment("result").slash(PathMatchers.segment()), id -> get(() -> result(id))));
    }

    private Route add() {
        return formField(
                StringUnmarshallers.LONG,
                "a",
                a -> formField(
                        StringUnmarshallers.LONG,
                        "b",
                        b -> submit(() -> engine.task(BasicTasks::add).delay(a, b))));
    }

    private Route process() {
        return formField(
                StringUnmarshallers.INTEGER,
                "total",
                total -> validate(
                        () -> total >= 1 && total <= MAX_STEPS,
                        "The form field 'total' has to be 1 to " + MAX_STEPS + ", not " + total + ".",
                        () -> submit(() -> engine.task(BasicTasks::process).delay(total))));
    }

    private Route submit(Supplier<TaskHandle<?>> task) {
        return answer(() -> new Submitted(task.get().id()));
    }

    private Route result(String id) {
        return answer(() -> Outcome.of(engine.handle(id).status().toResult()));
    }

    private Route answer(Supplier<?> call) {
        return onSuccess(CompletableFuture.supplyAsync(call, blocking), body -> complete(json(200, body)));
    }

    private ExceptionHandler failures() {
        return ExceptionHandler.newBuilder()
                .match(TalkooException.class, e -> complete(json(e.type().status(), Map.of("error", e.getMessage()))))
                .build();
    }

    /** The library knows the right status and words for a bad request; only the form is another here. */
    private static HttpResponse asJson(HttpResponse rejected) {
        if (rejected.entity() instanceof HttpEntity.Strict text) {
            return rejected.withEntity(entity(Map.of("error", text.getData().utf8String())));
        }
        return rejected;
    }

    private static HttpResponse json(int status, Object body) {
        return HttpResponse.create().withStatus(status).withEntity(entity(body));
    }

    private static HttpEntity.Strict entity(Object body) {
        try {
            return HttpEntities.create(
                    ContentTypes.APPLICATION_JSON, Json.mapper().writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
