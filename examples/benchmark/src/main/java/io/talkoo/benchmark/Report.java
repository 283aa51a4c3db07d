package io.talkoo.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.talkoo.benchmark.Meter.Figures;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The line of JSON a mode ends with. Not thread-safe. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> fields = new LinkedHashMap<>();

    Report(String mode, String store) {
        put("mode", mode);
        put("store", store);
        put("jdk", Runtime.version().toString());
        put("cores", Runtime.getRuntime().availableProcessors());
    }

    /** Sets a field; fractions are cut to three digits. */
    Report put(String name, Object value) {
        fields.put(name, value instanceof Double number ? rounded(number) : value);
        return this;
    }

    /** The figures of a load of tasks. */
    Report put(Figures figures) {
        put("seconds", figures.seconds());
        put("tasks", figures.tasks());
        put("tasksPerSecond", (double) Math.round(figures.tasksPerSecond()));
        putMillis("ackMillis", figures.ack());
        if (figures.completion().getTotalCount() > 0) {
            putMillis("completionMillis", figures.completion());
        }
        return put("cpuMicrosPerTask", figures.cpuNanos() / 1e3 / Math.max(1, figures.tasks()));
    }

    /** Percentiles of times in nanoseconds. */
    Report putMillis(String name, Histogram nanos) {
        return put(name, percentiles(nanos));
    }

    private static Map<String, Object> percentiles(Histogram nanos) {
        Map<String, Object> millis = new LinkedHashMap<>();
        millis.put("p50", rounded(nanos.getValueAtPercentile(50) / 1e6));
        millis.put("p99", rounded(nanos.getValueAtPercentile(99) / 1e6));
        millis.put("max", rounded(nanos.getMaxValue() / 1e6));
        return millis;
    }

    /** Cut to three digits. */
    static double rounded(double number) {
        return Math.round(number * 1e3) / 1e3;
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
