package io.talkoo.chaos;

import io.talkoo.chaos.network.NamespaceNetwork;
import io.talkoo.chaos.network.Network;
import io.talkoo.chaos.network.ProxyNetwork;
import java.io.IOException;
import java.nio.file.Path;

/** The networks that can be asked for. */
enum NetworkKind {
    PROXIES,
    NAMESPACES;

    Network of(int nodes, Path jar) throws IOException, InterruptedException {
        return this == PROXIES ? ProxyNetwork.of(nodes) : NamespaceNetwork.of(nodes, jar);
    }
}
