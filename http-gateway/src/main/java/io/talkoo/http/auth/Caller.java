package io.talkoo.http.auth;

import io.talkoo.config.ApiKey;
import io.talkoo.config.Reach;
import io.talkoo.config.Scope;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who calls, and what they may do. Immutable.
 *
 * @param id names them in logs; null is nobody in particular
 * @param reach the queues and tasks they are kept to
 */
public record Caller(String id, Set<Scope> scopes, Reach reach) {
    /** Whoever calls a node without authentication. */
    public static final Caller ANYBODY = new Caller(null, EnumSet.allOf(Scope.class), Reach.EVERYTHING);

    /** Whoever calls what is open to all; may do nothing else. */
    public static final Caller STRANGER = new Caller(null, EnumSet.noneOf(Scope.class), Reach.EVERYTHING);

    public Caller {
        scopes = Collections.unmodifiableSet(scopes);
    }

    static Caller holding(ApiKey key) {
        return new Caller(key.id(), key.scopes(), key.reach());
    }
}
