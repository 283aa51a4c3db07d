package io.talkoo.benchmark;

import io.talkoo.benchmark.ClosedLoop.Call;
import io.talkoo.benchmark.Meter.Figures;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Compares two loads of one engine. They are measured in turn, in several rounds: a machine that others share is not as fast
 * in one minute as in the next.
 */
final class InTurn {
    private static final int ROUNDS = 8;

    /** Of a round, before what is measured of it. */
    private static final int LEAD_IN = 4;

    /** Calls, so many at a time. */
    record Load(int inFlight, Supplier<Call> calls) {}

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
        return new ClosedLoop(progress, load.calls).run(load.inFlight, before, measured);
    }
}
