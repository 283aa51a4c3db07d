package io.talkoo.http;

import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.RateLimit;
import io.talkoo.protocol.TalkooException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Counts the requests of each client against a limit. Bounded: who was longest silent is forgotten first. Thread-safe. */
final class ClientRates {
    private static final int MOST_CLIENTS = 10_000;

    private final RateLimit limit;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    /** What is left to a client, as it was at some time. */
    private record Bucket(double tokens, long atNanos) {}

    /** @param limit null is none */
    ClientRates(RateLimit limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** Throws {@link ProblemType#OVERLOADED} for a client that asks too often. */
    void take(String client) {
        if (limit != null && !taken(client)) {
            throw new TalkooException(
                    ProblemType.OVERLOADED,
                    "more than " + limit
                            + " requests of one client (talkoo.http.client.max-requests); nothing was done");
        }
    }

    private synchronized boolean taken(String client) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.getOrDefault(client, new Bucket(limit.count(), now));
        double filled = (double) (now - bucket.atNanos) / limit.per().toNanos() * limit.count();
        double tokens = Math.min(limit.count(), bucket.tokens + filled);
        boolean enough = tokens >= 1;
        buckets.put(client, new Bucket(enough ? tokens - 1 : tokens, now));
        return enough;
    }
}
