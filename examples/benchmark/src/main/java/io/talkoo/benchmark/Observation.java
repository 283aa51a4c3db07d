package io.talkoo.benchmark;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.talkoo.engine.TaskEngineBuilder;

/** What a node in production has around it: metrics for Prometheus, and tracing of which nothing is sampled. */
final class Observation {
    private Observation() {}

    static TaskEngineBuilder of(TaskEngineBuilder engine) {
        SdkTracerProvider tracers = SdkTracerProvider.builder()
                .setSampler(Sampler.parentBased(Sampler.alwaysOff()))
                .build();
        return engine.metrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT))
                .openTelemetry(
                        OpenTelemetrySdk.builder().setTracerProvider(tracers).build());
    }
}
