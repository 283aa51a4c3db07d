package io.talkoo.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.talkoo.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * {@code openapi.json} as a judge of answers. It is stricter than the document: what the document leaves open so that fields
 * may be added, a server of the same version has to name. Thread-safe; a schema is compiled once.
 */
final class ApiDocument {
    static final ApiDocument INSTANCE = new ApiDocument();

    private static final String NAME = "urn:talkoo:openapi";

    /** What the page loads is of no use to others. */
    private static final String FILES = "/dashboard/";

    /** What may come of any call, before or after its route had a say; the document calls it {@code default}. */
    private static final Set<Integer> ANYWHERE = Set.of(405, 414, 431, 500, 501, 505);

    private static final JsonPointer PROBLEM = JsonPointer.compile("/components/schemas/Problem");

    private final JsonNode document = load();
    private final SchemaRegistry schemas = SchemaRegistry.withDialect(
            Dialects.getDraft202012(),
            registry -> registry.schemas(Map.of(NAME, strict(document).toString())));
    private final Map<JsonPointer, Schema> compiled = new ConcurrentHashMap<>();
    private final List<String> paths = document.path("paths")
            .propertyStream()
            .map(Map.Entry::getKey)
            .sorted((one, other) -> Boolean.compare(one.contains("{"), other.contains("{")))
            .toList();

    /** The head of an answer. */
    record Head(String method, String path, int status, Map<String, List<String>> headers) {
        private String contentType() {
            return headers.getOrDefault("content-type", List.of("")).get(0).replaceAll(";.*", "");
        }

        @Override
        public String toString() {
            return method + " " + path + " answered " + status + " " + contentType();
        }
    }

    private ApiDocument() {}

    private static JsonNode load() {
        try (InputStream json = ApiDocument.class.getResourceAsStream("openapi.json")) {
            return Json.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode tree() {
        return document;
    }

    /** Objects have no properties but those that are listed. */
    private static JsonNode strict(JsonNode document) {
        JsonNode copy = document.deepCopy();
        for (JsonNode parent : copy.findParents("properties")) {
            if (parent instanceof ObjectNode schema && !schema.has("additionalProperties")) {
                schema.put("additionalProperties", false);
            }
        }
        return copy;
    }

    /** Throws {@link AssertionError} for an answer that the document does not have. */
    void check(Head head, String body) {
        if (head.method.equals("OPTIONS") && head.status == 204 || head.path.startsWith(FILES)) {
            return;
        }
        JsonPointer response = response(head);
        requireHeaders(head, document.at(response));
        if (!head.method.equals("HEAD")) {
            checkBody(head, response, body);
        }
    }

    /** The same of one event of a stream. */
    void checkEvent(Head head, String name, String data) {
        JsonPointer event =
                media(head, response(head)).appendProperty("x-events").appendProperty(name);
        require(!document.at(event).isMissingNode(), head + " with an event that is not documented: " + name);
        validate(event, HttpTester.tree(data), head + ", event " + name);
    }

    /** The same of bytes that are no request for any operation. */
    void checkProblem(String body) {
        validate(PROBLEM, HttpTester.tree(body), "a problem");
    }

    /** What the schema at a place of the document says against a value; empty is nothing. */
    Set<String> faults(JsonPointer schema, JsonNode value) {
        Set<String> faults = new TreeSet<>();
        for (Error error : compiled.computeIfAbsent(schema, this::compile).validate(value)) {
            faults.add(error.getInstanceLocation() + ": " + error.getMessage());
        }
        return faults;
    }

    private Schema compile(JsonPointer pointer) {
        return schemas.getSchema(SchemaLocation.of(NAME + "#" + pointer));
    }

    private void validate(JsonPointer schema, JsonNode value, String what) {
        Set<String> faults = faults(schema, value);
        require(faults.isEmpty(), what + " with what is not documented: " + faults + " in " + value);
    }

    private static void require(boolean fine, String fault) {
        if (!fine) {
            throw new AssertionError(fault);
        }
    }

    private JsonPointer response(Head head) {
        String path = head.path.replaceAll("\\?.*", "");
        String template =
                paths.stream().filter(each -> matches(each, path)).findFirst().orElse(null);
        JsonPointer operation = JsonPointer.empty()
                .appendProperty("paths")
                .appendProperty(template)
                .appendProperty(method(head));
        if (ANYWHERE.contains(head.status)
                || head.status == 404 && document.at(operation).isMissingNode()) {
            return JsonPointer.compile("/components/responses/default");
        }
        JsonPointer response = operation.appendProperty("responses").appendProperty(String.valueOf(head.status));
        require(!document.at(response).isMissingNode(), head + ", which is not documented");
        return resolved(response);
    }

    private static String method(Head head) {
        return head.method.equals("HEAD") ? "get" : head.method.toLowerCase(Locale.ROOT);
    }

    private static boolean matches(String template, String path) {
        Iterator<String> wanted = Stream.of(template.split("/", -1)).iterator();
        Iterator<String> got = Stream.of(path.split("/", -1)).iterator();
        while (wanted.hasNext() && got.hasNext()) {
            String segment = wanted.next();
            if (!segment.equals(got.next()) && !segment.startsWith("{")) {
                return false;
            }
        }
        return !wanted.hasNext() && !got.hasNext();
    }

    private JsonPointer resolved(JsonPointer place) {
        JsonNode reference = document.at(place).path("$ref");
        return reference.isMissingNode()
                ? place
                : JsonPointer.compile(reference.textValue().substring(1));
    }

    private void requireHeaders(Head head, JsonNode response) {
        response.path("headers").propertyStream().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            boolean needed = header.getValue().path("required").booleanValue();
            require(!needed || head.headers.containsKey(name), head + " without the header " + header.getKey());
        });
    }

    private void checkBody(Head head, JsonPointer response, String body) {
        if (!document.at(response).has("content")) {
            require(body.isEmpty(), head + " with a body, and none is documented: " + body);
            return;
        }
        JsonPointer media = media(head, response);
        if (head.contentType().endsWith("json")) {
            boolean lines = document.at(media).has("x-line");
            JsonPointer schema = resolved(media.appendProperty(lines ? "x-line" : "schema"));
            Stream<String> values = lines ? body.lines() : Stream.of(body);
            values.forEach(value -> validate(schema, HttpTester.tree(value), head.toString()));
        }
    }

    private JsonPointer media(Head head, JsonPointer response) {
        JsonPointer media = response.appendProperty("content").appendProperty(head.contentType());
        require(!document.at(media).isMissingNode(), head + ", a type that is not documented");
        return media;
    }
}
