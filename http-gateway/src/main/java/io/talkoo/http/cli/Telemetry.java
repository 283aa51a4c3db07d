package io.talkoo.http.cli;

import io.opentelemetry.api.OpenTelemetry;
import io.talkoo.config.TalkooSettings;
import io.talkoo.http.StartException;

/**
 * OpenTelemetry's SDK in a node, for the whole process: the code of tasks finds it as {@code GlobalOpenTelemetry}. What the
 * settings say are defaults, over which the variables of OpenTelemetry go. Thread-safe.
 */
final class Telemetry implements AutoCloseable {
    private final OpenTelemetry openTelemetry;
    private final AutoCloseable sdk;

    Telemetry(OpenTelemetry openTelemetry, AutoCloseable sdk) {
        this.openTelemetry = openTelemetry;
        this.sdk = sdk;
    }

    /** Throws {@link StartException} for variables that OpenTelemetry does not understand, and without its SDK. */
    static Telemetry start(TalkooSettings settings) {
        if (!settings.tracing().enabled()) {
            return new Telemetry(OpenTelemetry.noop(), () -> {});
        }
        try {
            return TelemetrySdk.start(settings);
        } catch (NoClassDefFoundError e) {
            throw new StartException(
                    "talkoo.tracing.enabled is true, but OpenTelemetry's SDK is not among the classes of this program:"
                            + " add opentelemetry-sdk-extension-autoconfigure and an exporter, as talkoo.jar has them",
                    e);
        }
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
