package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.config.TalkooSettings;
import io.talkoo.engine.TaskEngine;
import java.lang.reflect.RecordComponent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps {@code openapi.json} true. */
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private static final List<Route> ROUTES = routes();

    private final JsonNode document = ApiDocument.INSTANCE.tree();

    /** As a node has them, without the files of the dashboard. */
    static List<Route> routes() {
        TalkooSettings settings = TalkooSettings.defaults().with("store.url", "jdbc:sqlite::memory:");
        try (TaskEngine engine = TaskEngine.builder().settings(settings).start()) {
            TalkooSettings.Http http = settings.http();
            try (Access access = Access.open(engine.actorSystem(), http, Clock.systemUTC(), Patience.DEFAULT)) {
                Serving serving =
                        new Serving(engine.actorSystem(), access.authentication(), new Drain(), Duration.ofSeconds(1));
                return Routes.all(engine.gateway(), serving).stream()
                        .filter(route -> !route.path().startsWith("/dashboard/"))
                        .toList();
            }
        }
    }

    private Stream<String> documentedCalls() {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .map(operation -> operation.getKey().toUpperCase() + " " + path.getKey()));
    }

    private JsonNode operation(Route route) {
        return document.path("paths").path(route.path()).path(route.method().toLowerCase());
    }

    @Test
    void every_route_is_documented_and_nothing_else() {
        assertThat(documentedCalls())
                .containsExactlyInAnyOrderElementsOf(ROUTES.stream()
                        .map(route -> route.method() + " " + route.path())
                        .toList());
    }

    @Test
    void every_scope_is_documented_and_what_comes_of_lacking_it() {
        for (Route route : ROUTES) {
            JsonNode operation = operation(route);
            List<String> scopes = operation.path("security").findValues("key").stream()
                    .map(scope -> scope.path(0).textValue())
                    .toList();
            assertThat(operation.has("security")).as(route.toString()).isTrue();
            assertThat(scopes)
                    .as(route.toString())
                    .isEqualTo(
                            route.scope() == null
                                    ? List.of()
                                    : List.of(route.scope().toString()));
            if (route.scope() != null) {
                assertThat(operation.path("responses").properties())
                        .as(route.toString())
                        .extracting(java.util.Map.Entry::getKey)
                        .contains("401", "403", "429");
            }
        }
    }

    @Test
    void every_query_parameter_is_documented_and_nothing_else() {
        for (Route route : ROUTES) {
            Set<String> documented = new HashSet<>();
            for (JsonNode parameter : operation(route).path("parameters")) {
                JsonNode resolved = resolved(parameter);
                if (resolved.path("in").textValue().equals("query")) {
                    documented.add(resolved.path("name").textValue());
                }
            }
            assertThat(documented)
                    .as(route.toString())
                    .containsExactlyInAnyOrderElementsOf(route.query().stream()
                            .map(name -> name.replace(".*", ""))
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TaskRequest",
                "TaskStatus",
                "TaskSummary",
                "TaskPage",
                "TaskResult",
                "TaskError",
                "ClusterStatus",
                "Canvas",
                "WorkflowStatus",
                "WorkflowSummary",
                "WorkflowPage",
                "ScheduleRequest",
                "ScheduleStatus",
                "TaskTypeStatus",
                "LimitsChange",
                "WorkerRequest",
                "WorkerTask",
                "WorkerRegistration",
                "WorkerRun",
                "Attempt",
                "Problem"
            })
    void every_field_of_a_record_is_documented_and_nothing_else(String name) throws ClassNotFoundException {
        Class<?> record = Class.forName("io.talkoo.protocol." + name);

        List<String> documented = new ArrayList<>();
        document.path("components")
                .path("schemas")
                .path(name)
                .path("properties")
                .fieldNames()
                .forEachRemaining(documented::add);

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(record.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    @Test
    void every_schema_has_an_example_that_keeps_to_it() {
        JsonPointer schemas = JsonPointer.compile("/components/schemas");
        document.at(schemas).propertyStream().forEach(schema -> {
            JsonNode examples = schema.getValue().path("examples");
            assertThat(examples).as(schema.getKey()).isNotEmpty();
            for (JsonNode example : examples) {
                assertThat(ApiDocument.INSTANCE.faults(schemas.appendProperty(schema.getKey()), example))
                        .as(schema.getKey())
                        .isEmpty();
            }
        });
    }

    @Test
    void every_reference_leads_somewhere() {
        List<JsonNode> references = document.findValues("$ref");

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.textValue().substring(1)).isMissingNode())
                        .as(reference.textValue())
                        .isFalse());
    }

    private JsonNode resolved(JsonNode parameter) {
        return parameter.has("$ref")
                ? document.at(parameter.path("$ref").textValue().substring(1))
                : parameter;
    }
}
