package io.talkoo.chaos;

import io.talkoo.chaos.fault.Crash;
import io.talkoo.chaos.fault.Fault;
import io.talkoo.chaos.fault.Freeze;
import io.talkoo.chaos.fault.Kill;
import io.talkoo.chaos.fault.Partition;
import io.talkoo.chaos.fault.RollingRestart;
import io.talkoo.chaos.fault.Victim;
import java.time.Duration;
import java.util.List;

/** The faults that can be asked for, each with its variants. */
enum FaultKind {
    KILL(
            new Kill(Victim.OLDEST, Durations.FAIL_OVER),
            new Kill(Victim.YOUNGEST, Durations.FAIL_OVER),
            new Crash(Victim.ANY)),
    STOP(new Freeze(Victim.OLDEST, Durations.FAIL_OVER), new Freeze(Victim.ANY, Durations.FAIL_OVER)),
    PARTITION(new Partition(Victim.OLDEST, Durations.FAIL_OVER), new Partition(Victim.YOUNGEST, Durations.FAIL_OVER)),
    RESTART(new RollingRestart(Durations.DRAIN));

    private final List<Fault> faults;

    FaultKind(Fault... faults) {
        this.faults = List.of(faults);
    }

    List<Fault> faults() {
        return faults;
    }

    /** Constants of an enum cannot refer to its own. */
    private static final class Durations {
        /** The others give up a silent node after some 10 s. */
        static final Duration FAIL_OVER = Duration.ofSeconds(15);

        static final Duration DRAIN = Duration.ofSeconds(40);
    }
}
