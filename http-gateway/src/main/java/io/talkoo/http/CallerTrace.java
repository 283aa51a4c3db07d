package io.talkoo.http;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** The trace that a request is part of, as W3C's headers tell it; what is malformed is none. */
final class CallerTrace {
    private static final String PARENT = "traceparent";
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<HttpRequest> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpRequest request) {
            return all(request).map(HttpHeader::lowercaseName).toList();
        }

        @Override
        public String get(HttpRequest request, String key) {
            List<String> values = all(request)
                    .filter(header -> header.is(key))
                    .map(HttpHeader::value)
                    .toList();
            boolean none = values.isEmpty() || key.equals(PARENT) && values.size() > 1;
            return none ? null : values.stream().collect(Collectors.joining(","));
        }
    };

    private CallerTrace() {}

    private static Stream<HttpHeader> all(HttpRequest request) {
        return StreamSupport.stream(request.getHeaders().spliterator(), false);
    }

    /** {@code route}, carried out in the trace of the request. */
    static Route joinedBy(Route route) {
        return route.with(call -> call.header(PARENT) == null
                ? route.handler().handle(call)
                : of(call.request()).wrapFunction(route.handler()::handle).apply(call));
    }

    private static Context of(HttpRequest request) {
        return W3C.extract(Context.root(), request, HEADERS);
    }
}
