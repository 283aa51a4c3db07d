package io.talkoo.protocol;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes ids for tasks as the gateway makes them, in the order of time: UUIDv7. Thread-safe. */
public final class Uuid7 {
    private static final int MILLIS_BITS = 48;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** @param clock whose milliseconds the ids begin with */
    public Uuid7(Clock clock) {
        this.clock = clock;
    }

    /** A new id in canonical text: RFC 9562, section 5.7, 48 bits of milliseconds, then random ones. */
    public String next() {
        long high = clock.millis() << (Long.SIZE - MILLIS_BITS) | VERSION_7 | random.nextInt(1 << 12);
        long low = random.nextLong() >>> 2 | VARIANT;
        return new UUID(high, low).toString();
    }
}
