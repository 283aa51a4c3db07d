package io.talkoo.http;

import io.talkoo.http.auth.Authentication;
import java.time.Duration;
import org.apache.pekko.actor.ClassicActorSystemProvider;

/**
 * What the routes need of the server around them.
 *
 * @param commentInterval silence after which a comment shows that an event stream is alive
 */
record Serving(
        ClassicActorSystemProvider system, Authentication authentication, Drain drain, Duration commentInterval) {}
