package io.talkoo.http;

import io.talkoo.config.ApiKey;
import io.talkoo.config.ApiKeys;
import io.talkoo.config.HttpSecurity;
import io.talkoo.config.TalkooSettings;
import io.talkoo.http.auth.Authentication;
import io.talkoo.http.auth.KeyRing;
import io.talkoo.http.auth.Tokens;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.dispatch.Dispatchers;

/**
 * All that decides who may call and how much, as long as the server runs.
 *
 * @param patience how long a client may take
 * @param keyFile the watch over the keys that come and go
 * @param tls null is unencrypted
 */
record Access(
        Guard guard,
        Authentication authentication,
        Connections connections,
        Patience patience,
        FileWatch keyFile,
        TlsContext tls)
        implements AutoCloseable {

    /** Throws {@link StartException} for settings that leave the node open, or a key file that cannot be used. */
    static Access open(ClassicActorSystemProvider system, TalkooSettings.Http http, Clock clock, Patience patience) {
        HttpSecurity security = http.security();
        HostCheck hosts = HostCheck.of(http);
        TlsContext tls = security.tls() == null ? null : TlsContext.open(system, security.tls());
        KeyRing keys = new KeyRing(security.auth().keys());
        FileWatch keyFile = watch(system, security.auth(), keys);
        Executor blocking = system.classicSystem().dispatchers().lookup(Dispatchers.DefaultBlockingDispatcherId());
        Tokens tokens = new Tokens(security.auth().jwt(), clock, blocking);
        Authentication authentication = new Authentication(security, keys, tokens, clock);
        ClientRates rates = new ClientRates(security.limits().requests(), System::nanoTime);
        return new Access(
                new Guard(hosts, authentication, rates),
                authentication,
                new Connections(security.limits().connections(), patience.firstRequest()),
                patience,
                keyFile,
                tls);
    }

    private static FileWatch watch(ClassicActorSystemProvider system, HttpSecurity.Auth auth, KeyRing ring) {
        List<Path> files = auth.keysFile() == null ? List.of() : List.of(auth.keysFile());
        try {
            return FileWatch.start(system, files, contents -> ring.replace(joined(auth.keys(), contents.get(0))));
        } catch (IllegalArgumentException e) {
            throw new StartException("talkoo.http.auth.keys-file: " + e.getMessage(), e);
        }
    }

    private static List<ApiKey> joined(List<ApiKey> settings, String file) {
        List<ApiKey> all = new ArrayList<>(settings);
        all.addAll(ApiKeys.parse(file));
        return all;
    }

    @Override
    public void close() {
        keyFile.close();
        if (tls != null) {
            tls.close();
        }
    }
}
