package io.talkoo.chaos.network;

import java.net.URI;
import java.util.List;

/**
 * Where a node is in the network.
 *
 * @param host under which the other nodes know it
 * @param port likewise
 * @param httpPort the port it is to answer HTTP calls on, 0 for any
 * @param http where the harness reaches that port; null for where the node says
 * @param settings what it has to be told beyond that, {@code key=value} each
 * @param launcher what goes before its command
 */
public record Place(String host, int port, int httpPort, URI http, List<String> settings, List<String> launcher) {
    public String address() {
        return host + ":" + port;
    }
}
