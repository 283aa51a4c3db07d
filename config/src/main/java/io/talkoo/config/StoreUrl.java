package io.talkoo.config;

import java.nio.file.Path;

/** The setting {@code store.url}. */
final class StoreUrl {
    static final String EXPECTED = "jdbc:sqlite:FILE or jdbc:sqlite::memory:, or nothing for a file in talkoo.data-dir"
            + " (PostgreSQL is not supported yet)";

    private static final String SQLITE = "jdbc:sqlite:";

    private StoreUrl() {}

    static boolean isValid(String url) {
        return url.isEmpty() || url.startsWith(SQLITE) && url.length() > SQLITE.length();
    }

    /** The store of a node that names none. */
    static String in(Path dataDirectory) {
        return SQLITE + dataDirectory.resolve("talkoo.db");
    }
}
