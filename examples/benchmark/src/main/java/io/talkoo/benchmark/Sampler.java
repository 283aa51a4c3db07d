package io.talkoo.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** Looks at some figures again and again. Thread-safe. */
final class Sampler implements AutoCloseable {
    private final Map<String, DoubleSupplier> figures;
    private final List<Map<String, Long>> samples = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final long startNanos = System.nanoTime();

    /** @param figures by their names, in the order they are looked at */
    Sampler(Map<String, DoubleSupplier> figures, long everyMillis) {
        this.figures = figures;
        timer.scheduleWithFixedDelay(this::look, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        Map<String, Long> sample = new LinkedHashMap<>();
        sample.put("second", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos));
        figures.forEach((name, figure) -> sample.put(name, Math.round(figure.getAsDouble())));
        samples.add(sample);
    }

    /** All samples so far, the last one of this moment. */
    synchronized List<Map<String, Long>> samples() {
        look();
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
