package io.talkoo.config;

import io.talkoo.protocol.RateLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Who may reach the HTTP API, and how. Immutable.
 *
 * @param tls null is unencrypted
 * @param allowedHosts names that a request may be addressed to, besides those of this machine
 * @param allowedOrigins of pages that may call, besides those that this node serves
 */
public record HttpSecurity(
        Auth auth, Tls tls, List<String> allowedHosts, List<String> allowedOrigins, ClientLimits limits) {
    public HttpSecurity {
        allowedHosts = List.copyOf(allowedHosts);
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** @param host in lower case, without its port */
    public boolean allowsHost(String host) {
        return HostList.has(allowedHosts, host);
    }

    /**
     * How callers show who they are.
     *
     * @param keysFile more keys, read again when it changes; null is none
     * @param sessionTime how long a login lasts
     * @param unprotected whether the node may be reached by others without any of these
     */
    public record Auth(List<ApiKey> keys, Path keysFile, Jwt jwt, Duration sessionTime, boolean unprotected) {
        public Auth {
            keys = List.copyOf(keys);
        }

        /** Whether callers have to show who they are. */
        public boolean enabled() {
            return !keys.isEmpty() || keysFile != null || jwt.enabled();
        }
    }

    /**
     * Tokens of an OpenID Connect issuer.
     *
     * @param issuer empty takes no tokens
     * @param jwksUrl where its keys are; empty is where its discovery document says
     * @param algorithms names of signature algorithms that are accepted
     * @param scopesClaim holds the scopes, as a list or as text with spaces
     */
    public record Jwt(String issuer, String audience, String jwksUrl, Set<String> algorithms, String scopesClaim) {
        public Jwt {
            algorithms = Set.copyOf(algorithms);
        }

        public boolean enabled() {
            return !issuer.isEmpty();
        }
    }

    /**
     * PEM files.
     *
     * @param clientCaFile authority of the certificates that clients have to show; null asks for none
     */
    public record Tls(Path keyFile, Path certFile, Path clientCaFile) {}

    /**
     * What one client may take.
     *
     * @param connections from one address at a time
     * @param requests of one key, or of one address without a key; null is any number
     */
    public record ClientLimits(int connections, RateLimit requests) {}
}
