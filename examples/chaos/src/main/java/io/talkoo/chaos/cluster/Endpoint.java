package io.talkoo.chaos.cluster;

import java.net.URI;

/** Where a node answers HTTP calls, or did when it was last seen. */
public record Endpoint(String node, URI http) {
    public URI resolve(String path) {
        return http.resolve(path);
    }
}
