package io.talkoo.chaos.cluster;

import java.nio.file.Path;
import java.util.Map;

/** A file of its own for each node, so a store for a cluster of one. */
public record SqliteStore(Path directory) implements Store {
    @Override
    public Map<String, String> environment(String node, String host) {
        return Map.of("TALKOO_DATA_DIR", directory.resolve(node).toString());
    }

    @Override
    public void close() {
        // The file stays with the records.
    }
}
