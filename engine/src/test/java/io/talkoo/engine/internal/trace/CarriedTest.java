package io.talkoo.engine.internal.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarriedTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final String PARENT = "00-" + TRACE + "-" + SPAN + "-01";

    private static SpanContext spanOf(Context context) {
        return Span.fromContext(context).getSpanContext();
    }

    private static Context context(TraceFlags flags, TraceState state) {
        return Context.root().with(Span.wrap(SpanContext.create(TRACE, SPAN, flags, state)));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        TraceState state = TraceState.builder().put("vendor", "a b").build();
        String text = Carried.write(context(TraceFlags.getSampled(), state));

        assertThat(text).isEqualTo(PARENT + " vendor=a b");
        assertThat(Carried.parent(text)).isEqualTo(PARENT);
        assertThat(Carried.state(text)).isEqualTo("vendor=a b");
        assertThat(spanOf(Carried.read(text)).getTraceId()).isEqualTo(TRACE);
        assertThat(spanOf(Carried.read(text)).getSpanId()).isEqualTo(SPAN);
        assertThat(spanOf(Carried.read(text)).isSampled()).isTrue();
        assertThat(spanOf(Carried.read(text)).getTraceState()).isEqualTo(state);
    }

    @Test
    void thatATraceIsNotSampledIsHandedOn() {
        String text = Carried.write(context(TraceFlags.getDefault(), TraceState.getDefault()));

        assertThat(text).isEqualTo("00-" + TRACE + "-" + SPAN + "-00");
        assertThat(Carried.state(text)).isNull();
        assertThat(spanOf(Carried.read(text)).isValid()).isTrue();
        assertThat(spanOf(Carried.read(text)).isSampled()).isFalse();
    }

    @Test
    void aLongStateIsLeftOutRatherThanKeptWithEachTask() {
        TraceState state = TraceState.builder()
                .put("a", "x".repeat(250))
                .put("b", "y".repeat(256))
                .put("c", "z")
                .build();

        assertThat(Carried.write(context(TraceFlags.getSampled(), state))).isEqualTo(PARENT);
    }

    @Test
    void noTraceIsNothing() {
        assertThat(Carried.write(Context.root())).isNull();
        assertThat(Carried.read(null)).isEqualTo(Context.root());
        assertThat(Carried.parent(null)).isNull();
        assertThat(Carried.state(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "nonsense",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"
            })
    void whatIsMalformedIsNoTrace(String malformed) {
        assertThat(spanOf(Carried.in(Map.of("traceparent", malformed))).isValid())
                .isFalse();
    }

    @Test
    void headersOfATaskMayNameATrace() {
        Context named = Carried.in(Map.of("tenant", "a", "traceparent", PARENT, "tracestate", "k=v"));

        assertThat(Carried.write(named)).isEqualTo(PARENT + " k=v");
        assertThat(Carried.in(Map.of("tenant", "a"))).isEqualTo(Context.root());
    }
}
