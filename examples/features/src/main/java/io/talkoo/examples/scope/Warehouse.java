package io.talkoo.examples.scope;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The application's data; what a unit of work changes counts once it is committed. Thread-safe. */
final class Warehouse {
    private final Map<String, Integer> stock = new ConcurrentHashMap<>();

    UnitOfWork begin(String tenant) {
        return new UnitOfWork(tenant);
    }

    Map<String, Integer> stock() {
        return new TreeMap<>(stock);
    }

    /** What one run changes, all of it or nothing. One thread at a time. */
    final class UnitOfWork {
        private final Map<String, Integer> changes = new TreeMap<>();
        private final String tenant;

        private UnitOfWork(String tenant) {
            this.tenant = tenant;
        }

        void put(String goods, int pieces) {
            changes.merge(tenant + "'s " + goods, pieces, Integer::sum);
        }

        /** @param commit whether what was changed is to be kept */
        void end(boolean commit) {
            if (commit) {
                changes.forEach((goods, pieces) -> stock.merge(goods, pieces, Integer::sum));
            }
        }
    }
}
