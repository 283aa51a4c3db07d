package io.talkoo.engine.internal.store;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the database takes writes. Told by the writer thread, read by anyone. */
final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final long FIRST_PROBE_MILLIS = 100;
    private static final long LAST_PROBE_MILLIS = 2000;

    private final Clock clock;
    private final String remedy;
    private volatile String fault;
    private Instant since;
    private long probeAfterMillis;

    Health(Clock clock, String remedy) {
        this.clock = clock;
        this.remedy = remedy;
    }

    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    void good() {
        if (fault != null) {
            LOG.info("The store takes writes again, after a fault since {}", since);
            fault = null;
            probeAfterMillis = 0;
        }
    }

    void bad(Throwable cause) {
        if (fault == null) {
            since = clock.instant();
            LOG.error("The store cannot be written to; it keeps trying", cause);
            probeAfterMillis = FIRST_PROBE_MILLIS;
        } else {
            probeAfterMillis = Math.min(LAST_PROBE_MILLIS, probeAfterMillis * 2);
        }
        fault = "the store has not taken writes since " + since + ": "
                + cause.getMessage().lines().findFirst().orElse("") + "; " + remedy + ", the node goes on by itself";
    }

    /** How long the writer waits for work before it probes; 0 while all is well. */
    long probeAfterMillis() {
        return probeAfterMillis;
    }
}
