package io.talkoo.chaos.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Steers schedules at random moments, a few at a time. Used by one thread. */
final class Steering implements AutoCloseable {
    private static final int AT_A_TIME = 4;
    private static final int LONGEST_PAUSE_MILLIS = 400;

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    private final List<Future<?>> underWay = new ArrayList<>();
    private volatile boolean over;

    void start(List<Steered> schedules, long seed) {
        for (int i = 0; i < AT_A_TIME; i++) {
            int remainder = i;
            List<Steered> own = IntStream.range(0, schedules.size())
                    .filter(index -> index % AT_A_TIME == remainder)
                    .mapToObj(schedules::get)
                    .toList();
            Random random = new Random(seed + i);
            underWay.add(threads.submit(() -> steer(own, random)));
        }
    }

    private Void steer(List<Steered> schedules, Random random) throws InterruptedException {
        while (!over && !schedules.isEmpty()) {
            schedules.get(random.nextInt(schedules.size())).steer(random);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        }
        return null;
    }

    /** Waits for the calls that are under way; throws what one of them failed with. */
    void stop() throws ExecutionException, InterruptedException {
        over = true;
        for (Future<?> each : underWay) {
            each.get();
        }
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
    }
}
