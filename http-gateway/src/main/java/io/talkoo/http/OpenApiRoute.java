package io.talkoo.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code GET /openapi.json}: the routes of this version, written by hand and kept true by a test. */
final class OpenApiRoute {
    private final HttpResponse document = Answers.bytes(200, ContentTypes.APPLICATION_JSON, load());

    CompletionStage<HttpResponse> document(Call call) {
        return CompletableFuture.completedFuture(document);
    }

    private static byte[] load() {
        try (InputStream resource = OpenApiRoute.class.getResourceAsStream("openapi.json")) {
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
