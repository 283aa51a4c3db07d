package io.talkoo.http.auth;

import io.talkoo.config.ApiKey;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys that a node knows, each by its hash alone. Keys are random and long, so a fast hash is as good as a slow one: there
 * is no list of likely keys to try. Thread-safe.
 */
public final class KeyRing {
    private volatile Map<Byte, List<Known>> byFirstByte;

    private record Known(byte[] hash, Caller caller) {}

    public KeyRing(Collection<ApiKey> keys) {
        replace(keys);
    }

    /** From now on these keys hold and no others. */
    public void replace(Collection<ApiKey> keys) {
        byFirstByte = keys.stream()
                .map(key -> new Known(HexFormat.of().parseHex(key.sha256()), Caller.holding(key)))
                .collect(Collectors.groupingBy(known -> known.hash[0]));
    }

    /**
     * Who holds the key of that hash. It is compared in constant time with all whose hash begins with the same byte; how
     * many these are says nothing about the rest of any.
     */
    public Optional<Caller> holder(byte[] hash) {
        Caller holder = null;
        for (Known known : byFirstByte.getOrDefault(hash[0], List.of())) {
            holder = MessageDigest.isEqual(known.hash, hash) ? known.caller : holder;
        }
        return Optional.ofNullable(holder);
    }
}
