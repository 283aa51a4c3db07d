package io.talkoo.chaos;

import io.talkoo.chaos.cluster.Database;
import io.talkoo.chaos.cluster.Store;
import io.talkoo.chaos.fault.Crash;
import io.talkoo.chaos.fault.DatabaseCut;
import io.talkoo.chaos.fault.DatabaseDown;
import io.talkoo.chaos.fault.DatabaseSlow;
import io.talkoo.chaos.fault.Fault;
import io.talkoo.chaos.fault.Freeze;
import io.talkoo.chaos.fault.Kill;
import io.talkoo.chaos.fault.Partition;
import io.talkoo.chaos.fault.RollingRestart;
import io.talkoo.chaos.fault.Victim;
import java.time.Duration;
import java.util.List;

/** The faults that can be asked for. */
enum FaultKind {
    KILL,
    STOP,
    PARTITION,
    RESTART,
    DATABASE;

    /** The others give up a silent node after some 10 s. */
    private static final Duration FAIL_OVER = Duration.ofSeconds(15);

    /** Long enough for a node that was cut off to give up and to be started again before the cut is mended. */
    private static final Duration CUT = Duration.ofSeconds(30);

    private static final Duration DRAIN = Duration.ofSeconds(45);
    private static final Duration DOWN = Duration.ofSeconds(10);
    private static final Duration SLOW = Duration.ofSeconds(5);

    /** The variants of this fault; none if there is no way to do it to {@code store}. */
    List<Fault> variants(Store store) {
        return switch (this) {
            case KILL ->
                List.of(
                        new Kill(Victim.OLDEST, FAIL_OVER),
                        new Kill(Victim.YOUNGEST, FAIL_OVER),
                        new Crash(Victim.ANY));
            case STOP -> List.of(new Freeze(Victim.OLDEST, FAIL_OVER), new Freeze(Victim.ANY, FAIL_OVER));
            case PARTITION -> List.of(new Partition(Victim.OLDEST, CUT), new Partition(Victim.YOUNGEST, CUT));
            case RESTART -> List.of(new RollingRestart(DRAIN));
            case DATABASE -> store instanceof Database database ? variants(database) : List.of();
        };
    }

    private static List<Fault> variants(Database database) {
        return List.of(
                new DatabaseDown(database, Duration.ZERO),
                new DatabaseDown(database, DOWN),
                new DatabaseSlow(database, SLOW, FAIL_OVER),
                new DatabaseCut(database, Victim.ANY, CUT));
    }
}
