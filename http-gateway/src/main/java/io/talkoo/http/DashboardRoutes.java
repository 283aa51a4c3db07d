package io.talkoo.http;

import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * The dashboard: one page, and the files it is made of. They are the same for everybody and hold no data, so that they need
 * no key; what the page shows it asks of the routes of the contract.
 */
final class DashboardRoutes {
    /**
     * Nothing is loaded but what this node serves, nothing inline, and no text becomes markup except through the templates of
     * lit-html, which take none from data.
     */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html");

    private static final List<HttpHeader> HEADERS = List.of(
            RawHeader.create("Content-Security-Policy", POLICY),
            RawHeader.create("X-Content-Type-Options", "nosniff"),
            RawHeader.create("Referrer-Policy", "no-referrer"),
            RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"),
            RawHeader.create("Cross-Origin-Resource-Policy", "same-origin"),
            // Asked for again each time, and answered with 304: a node of a new version shows its own page at once.
            RawHeader.create("Cache-Control", "no-cache"));

    private final DashboardFiles files = new DashboardFiles();

    /** The page; the contract documents this one. */
    Route page() {
        return Route.open("GET", "/", call -> answer(call, "", "index.html"));
    }

    /** What the page loads. */
    List<Route> files() {
        return List.of(
                Route.open("GET", "/dashboard/{name}", call -> answer(call, "", call.name())),
                Route.open("GET", "/dashboard/pages/{name}", call -> answer(call, "pages/", call.name())),
                Route.open("GET", "/dashboard/parts/{name}", call -> answer(call, "parts/", call.name())));
    }

    private CompletionStage<HttpResponse> answer(Call call, String folder, String name) {
        DashboardFiles.File file = files.find(folder, name)
                .orElseThrow(() -> new TalkooException(
                        ProblemType.NOT_FOUND, "the dashboard has no file " + folder + name + "; it begins at /"));
        return CompletableFuture.completedFuture(answer(call, file));
    }

    private static HttpResponse answer(Call call, DashboardFiles.File file) {
        HttpResponse response =
                HttpResponse.create().addHeaders(HEADERS).addHeader(RawHeader.create("ETag", file.tag()));
        return file.tag().equals(call.header("if-none-match"))
                ? response.withStatus(304).withEntity(HttpEntities.create(ContentTypes.NO_CONTENT_TYPE, new byte[0]))
                : response.withEntity(HttpEntities.create(file.type(), file.bytes()));
    }
}
