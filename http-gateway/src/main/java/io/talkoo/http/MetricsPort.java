package io.talkoo.http;

import io.talkoo.config.HttpSecurity;
import io.talkoo.config.HttpSecurity.Auth;
import io.talkoo.config.TalkooSettings.Http;
import java.util.List;

/** What a server is that tells metrics and nothing else: an address of its own, and the rules of the gateway. */
final class MetricsPort {
    private MetricsPort() {}

    /** The settings of that server, which has to be asked for. */
    static Http settings(Http gateway) {
        int port = gateway.metrics().port().orElseThrow();
        return new Http(host(gateway), port, gateway.maxBodyBytes(), security(gateway), gateway.metrics());
    }

    private static String host(Http gateway) {
        String own = gateway.metrics().host();
        return own.isEmpty() ? gateway.host() : own;
    }

    /** There is nothing else to be had there, so who may read metrics may listen on the address. */
    private static HttpSecurity security(Http gateway) {
        HttpSecurity rules = gateway.security();
        Auth auth = rules.auth();
        Auth own = new Auth(
                auth.keys(),
                auth.keysFile(),
                auth.jwt(),
                auth.sessionTime(),
                auth.unprotected() || gateway.metrics().unprotected());
        return new HttpSecurity(own, rules.tls(), rules.allowedHosts(), rules.allowedOrigins(), rules.limits());
    }

    /** @param all the routes of the gateway, metrics among them */
    static List<Route> routes(Http gateway, List<Route> all) {
        boolean open = gateway.metrics().unprotected() || HostCheck.isLoopback(host(gateway));
        return all.stream()
                .filter(route -> route.path().equals(ScrapeRoute.PATH))
                .map(route -> open ? Route.open(route.method(), route.path(), route.handler()) : route)
                .toList();
    }
}
