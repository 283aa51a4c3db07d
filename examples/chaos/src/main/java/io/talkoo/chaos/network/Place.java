package io.talkoo.chaos.network;

import java.util.List;

/**
 * Where a node is in the network.
 *
 * @param host under which the other nodes know it
 * @param port likewise
 * @param settings what it has to be told beyond that, {@code key=value} each
 * @param launcher what goes before its command
 */
public record Place(String host, int port, List<String> settings, List<String> launcher) {
    public String address() {
        return host + ":" + port;
    }
}
