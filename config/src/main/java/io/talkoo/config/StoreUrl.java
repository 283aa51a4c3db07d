package io.talkoo.config;

import java.nio.file.Path;

/** The setting {@code store.url}. */
final class StoreUrl {
    static final String EXPECTED = "jdbc:sqlite:FILE, jdbc:sqlite::memory: or jdbc:postgresql://HOST:PORT/DATABASE,"
            + " or nothing for a file in talkoo.data-dir";

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private StoreUrl() {}

    static boolean isValid(String url) {
        return url.isEmpty() || isMoreThan(SQLITE, url) || isMoreThan(POSTGRESQL, url);
    }

    private static boolean isMoreThan(String prefix, String url) {
        return url.startsWith(prefix) && url.length() > prefix.length();
    }

    /** Whether the store is one node's alone. */
    static boolean isSqlite(String url) {
        return url.startsWith(SQLITE);
    }

    /** The store of a node that names none; absolute, since a relative file is looked for in the data directory. */
    static String in(Path dataDirectory) {
        return SQLITE + dataDirectory.resolve("talkoo.db").toAbsolutePath();
    }
}
