package io.talkoo.chaos.load;

import io.talkoo.chaos.cluster.Endpoint;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Where clients look for a node. Thread-safe. */
record Directory(Supplier<List<Endpoint>> endpoints) {
    /** All nodes. */
    List<Endpoint> all() {
        return endpoints.get();
    }

    /** Any node. */
    Endpoint any() {
        List<Endpoint> all = endpoints.get();
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }

    /** Any node but {@code last}, unless there is no other. */
    Endpoint otherThan(Endpoint last) {
        List<Endpoint> others = endpoints.get().stream()
                .filter(endpoint -> !endpoint.node().equals(last.node()))
                .toList();
        return others.isEmpty() ? any() : others.get(ThreadLocalRandom.current().nextInt(others.size()));
    }
}
