package io.talkoo.benchmark;

import io.talkoo.benchmark.ClosedLoop.Call;
import io.talkoo.benchmark.Meter.Figures;
import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Compares two loads. They are measured in turn, in several rounds: a machine that others share is not as fast
 * in one minute as in the next.
 */
final class InTurn {
    private static final int ROUNDS = 8;

    /** Of a round, before what is measured of it. */
    private static final int LEAD_IN = 4;

    /**
     * Calls, so many at a time.
     *
     * @param beside makes what is there as long as they go on; it is closed afterwards
     */
    record Load(int inFlight, Supplier<Call> calls, Callable<Closeable> beside) {
        Load(int inFlight, Supplier<Call> calls) {
            this(inFlight, calls, () -> () -> {});
        }
    }

    record Pair(Figures one, Figures other) {
        private Pair then(Pair later) {
            return new Pair(one.then(later.one), other.then(later.other));
        }

        /** Tasks of the other load for each task of the one. */
        double ratio() {
            return other.tasksPerSecond() / one.tasksPerSecond();
        }
    }

    private final Options options;
    private final Consumer<String> progress;

    InTurn(Options options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    Pair measure(Load one, Load other) throws Exception {
        round(one, other, options.warmup(), Duration.ZERO);
        Duration round = options.measured().dividedBy(ROUNDS);
        Duration leadIn = round.dividedBy(LEAD_IN);
        Pair pair = round(one, other, leadIn, round);
        for (int i = 1; i < ROUNDS; i++) {
            pair = pair.then(round(one, other, leadIn, round));
        }
        return pair;
    }

    private Pair round(Load one, Load other, Duration before, Duration measured) throws Exception {
        return new Pair(run(one, before, measured), run(other, before, measured));
    }

    private Figures run(Load load, Duration before, Duration measured) throws Exception {
        Closeable beside = load.beside.call();
        try {
            return new ClosedLoop(progress, load.calls).run(load.inFlight, before, measured);
        } finally {
            beside.close();
        }
    }
}
