package io.talkoo.http;

import java.time.Duration;

/**
 * How long one client may take, so that slow ones and those that are gone hold nothing for ever.
 *
 * @param firstRequest from the connection to the first request's last header: ample for a person with a bad line, short for a
 *     thousand idlers
 * @param upload for a body, from its first byte to its last
 * @param idle without a byte on the connection in either direction: that is also one who reads nothing of what is sent
 */
record Patience(Duration firstRequest, Duration upload, Duration idle) {
    /** Idle is above the longest {@code ?wait}, which sends nothing meanwhile. */
    static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(90));
}
