package io.talkoo.http;

import io.talkoo.config.HttpSecurity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.HttpsConnectionContext;
import org.apache.pekko.pki.pem.DERPrivateKeyLoader;
import org.apache.pekko.pki.pem.PEMDecoder;
import org.apache.pekko.pki.pem.PEMLoadingException;

/** The node's certificate, and the authority of its clients' ones, read again when they change. Thread-safe. */
final class TlsContext implements AutoCloseable {
    private static final char[] NO_PASSWORD = {};
    private static final String PKCS8 = "PRIVATE KEY";
    private static final List<String> KINDS = List.of("RSA", "EC", "EdDSA");

    private final boolean clientCertificates;
    private volatile SSLContext current;
    private FileWatch watch;

    private TlsContext(boolean clientCertificates) {
        this.clientCertificates = clientCertificates;
    }

    /** Throws {@link StartException} for files that cannot be used. */
    static TlsContext open(ClassicActorSystemProvider system, HttpSecurity.Tls tls) {
        TlsContext context = new TlsContext(tls.clientCaFile() != null);
        List<Path> files = Stream.of(tls.keyFile(), tls.certFile(), tls.clientCaFile())
                .filter(file -> file != null)
                .toList();
        try {
            context.watch = FileWatch.start(system, files, context::use);
        } catch (IllegalArgumentException e) {
            throw new StartException("talkoo.http.tls: " + e.getMessage(), e);
        }
        return context;
    }

    /** Whose connections are encrypted with what is in force when they are opened. */
    HttpsConnectionContext connections() {
        return ConnectionContext.httpsServer(this::engine);
    }

    private SSLEngine engine() {
        SSLEngine engine = current.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(clientCertificates);
        return engine;
    }

    private void use(List<String> pem) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keys(pem.get(0), pem.get(1)).getKeyManagers(),
                    clientCertificates ? authority(pem.get(2)).getTrustManagers() : null,
                    null);
            current = context;
        } catch (GeneralSecurityException | IOException | PEMLoadingException e) {
            throw new IllegalArgumentException(
                    "expected a private key and its certificate in PEM: " + e.getMessage(), e);
        }
    }

    private static KeyManagerFactory keys(String key, String certificate) throws GeneralSecurityException, IOException {
        PrivateKey privateKey = privateKey(PEMDecoder.decode(key));
        KeyStore store = empty();
        Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
        store.setKeyEntry("node", privateKey, NO_PASSWORD, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        return keys;
    }

    /** Pekko's loader knows PKCS #1, and of PKCS #8 keys of RSA alone; the JDK has to be told the kind of the others. */
    private static PrivateKey privateKey(PEMDecoder.DERData der) throws GeneralSecurityException {
        if (!der.label().equals(PKCS8)) {
            return DERPrivateKeyLoader.load(der);
        }
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der.bytes()));
            } catch (InvalidKeySpecException e) {
                continue;
            }
        }
        throw new InvalidKeySpecException("the key is none of " + KINDS);
    }

    private static TrustManagerFactory authority(String certificate) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate each : certificates(certificate)) {
            store.setCertificateEntry("authority-" + number++, each);
        }
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store);
        return trusted;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(String pem) throws GeneralSecurityException {
        byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
    }

    @Override
    public void close() {
        watch.close();
    }
}
