package io.talkoo.config;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A key as the node knows it: not the key itself, but what it is recognised by. Immutable.
 *
 * @param id names its holder in logs; 1 to 64 of A-Za-z0-9._-
 * @param sha256 of the key's characters, 64 hexadecimal digits in lower case
 * @param reach what its holder is kept to
 */
public record ApiKey(String id, String sha256, Set<Scope> scopes, Reach reach) {
    public ApiKey {
        scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "ApiKey[" + id + " " + scopes + "]";
    }
}
