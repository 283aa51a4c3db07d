package io.talkoo.chaos.cluster;

import java.io.IOException;
import java.util.Map;

/** Where the nodes keep their tasks. */
public interface Store extends AutoCloseable {
    /**
     * The environment variables that tell a node where the store is.
     *
     * @param host this machine's address as the node reaches it
     */
    Map<String, String> environment(String node, String host) throws IOException;

    @Override
    void close() throws IOException;
}
