package io.talkoo.engine.internal.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.FutureConverters;

/**
 * A node's clock, set right by the database's where several nodes share one, so that due times and expiries mean the same
 * on all of them. Thread-safe; reading it never blocks.
 */
final class StoreClock extends Clock {
    private static final Logger LOG = LoggerFactory.getLogger(StoreClock.class);

    /** Clocks that are kept by NTP are left alone: what differs less is as well the time the question took. */
    private static final Duration TOLERATED = Duration.ofMillis(500);

    private final Clock own;
    private volatile Duration behind = Duration.ZERO;

    StoreClock(Clock own) {
        this.own = own;
    }

    /** Compares the clocks; a database that has none of its own changes nothing. */
    CompletionStage<Void> compare(StoreThread reads) {
        return FutureConverters.asJava(reads.execute(session -> {
            String query = session.dialect().clock();
            if (query != null) {
                Instant before = own.instant();
                Instant there = Instant.ofEpochMilli(session.number(query));
                Instant here =
                        before.plus(Duration.between(before, own.instant()).dividedBy(2));
                set(Duration.between(here, there));
            }
            return null;
        }));
    }

    private void set(Duration difference) {
        Duration wanted = difference.abs().compareTo(TOLERATED) < 0 ? Duration.ZERO : difference;
        if (wanted.minus(behind).abs().compareTo(TOLERATED) >= 0) {
            LOG.warn("This machine's clock and the database's are {} apart; the database's counts.", difference.abs());
            behind = wanted;
        } else if (wanted.isZero()) {
            behind = wanted;
        }
    }

    @Override
    public Instant instant() {
        return own.instant().plus(behind);
    }

    @Override
    public ZoneId getZone() {
        return own.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return ((InstantSource) this::instant).withZone(zone);
    }
}
