package io.talkoo.http.cli;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import io.talkoo.config.TalkooSettings;
import io.talkoo.http.StartException;
import java.util.Map;

/**
 * OpenTelemetry's SDK in a node, for the whole process: the code of tasks finds it as {@code GlobalOpenTelemetry}. What the
 * settings say are defaults, over which the variables of OpenTelemetry go. Thread-safe.
 */
final class Telemetry implements AutoCloseable {
    private static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");

    private final OpenTelemetry openTelemetry;
    private final AutoCloseable sdk;

    private Telemetry(OpenTelemetry openTelemetry, AutoCloseable sdk) {
        this.openTelemetry = openTelemetry;
        this.sdk = sdk;
    }

    /** Throws {@link StartException} for variables that OpenTelemetry does not understand. */
    static Telemetry start(TalkooSettings settings) {
        if (!settings.tracing().enabled()) {
            return new Telemetry(OpenTelemetry.noop(), () -> {});
        }
        try {
            OpenTelemetrySdk sdk = sdk(settings);
            return new Telemetry(sdk, sdk);
        } catch (ConfigurationException e) {
            throw new StartException("talkoo.tracing: " + e.getMessage(), e);
        }
    }

    private static OpenTelemetrySdk sdk(TalkooSettings settings) {
        Resource node = Resource.create(Attributes.of(INSTANCE, settings.node().name()));
        return AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> defaults(settings.tracing()))
                .addResourceCustomizer((resource, properties) -> node.merge(resource))
                .disableShutdownHook()
                .setResultAsGlobal()
                .build()
                .getOpenTelemetrySdk();
    }

    private static Map<String, String> defaults(TalkooSettings.Tracing tracing) {
        return Map.of(
                "otel.service.name", tracing.service(),
                "otel.traces.exporter", "otlp",
                "otel.exporter.otlp.protocol", "http/protobuf",
                "otel.exporter.otlp.endpoint", tracing.endpoint(),
                "otel.traces.sampler", "parentbased_traceidratio",
                "otel.traces.sampler.arg", String.valueOf(tracing.sampled()),
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none");
    }

    OpenTelemetry openTelemetry() {
        return openTelemetry;
    }

    /** Sends what is left, for some seconds at most. */
    @Override
    public void close() {
        try {
            sdk.close();
        } catch (Exception e) {
            throw new IllegalStateException("OpenTelemetry does not end", e);
        }
    }
}
