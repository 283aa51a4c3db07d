package io.talkoo.http.cli;

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
 * OpenTelemetry's SDK as the settings want it. Apart from {@link Telemetry}, for the SDK is an optional dependency: a program that
 * has none must be able to load all the rest.
 */
final class TelemetrySdk {
    private static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");

    private TelemetrySdk() {}

    static Telemetry start(TalkooSettings settings) {
        try {
            OpenTelemetrySdk sdk = build(settings);
            return new Telemetry(sdk, sdk);
        } catch (ConfigurationException e) {
            throw new StartException("talkoo.tracing: " + e.getMessage(), e);
        }
    }

    private static OpenTelemetrySdk build(TalkooSettings settings) {
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
}
