package io.talkoo.engine.internal.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.talkoo.config.TalkooSettings.Tls;
import io.talkoo.engine.EngineStartException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.apache.pekko.pki.pem.DERPrivateKeyLoader;
import org.apache.pekko.pki.pem.PEMDecoder;
import org.apache.pekko.pki.pem.PEMLoadingException;

/** Looks at the PEM files before Pekko does, which would try them for ever and write a stack trace each time. */
final class TlsFiles {
    /** What is to be found in a file. */
    private interface Reading {
        void of(byte[] content) throws PEMLoadingException, GeneralSecurityException;
    }

    private TlsFiles() {}

    /** Throws {@link EngineStartException} with one line for the operator; does nothing without TLS. */
    static void check(Tls tls) {
        if (tls != null) {
            check("key-file", "a private key in PEM without a password", tls.keyFile(), TlsFiles::key);
            check("cert-file", "a certificate in PEM", tls.certFile(), TlsFiles::certificate);
            check("ca-file", "the certificate of an authority in PEM", tls.caFile(), TlsFiles::certificate);
        }
    }

    private static void check(String key, String expected, Path file, Reading reading) {
        try {
            reading.of(Files.readAllBytes(file));
        } catch (IOException | PEMLoadingException | GeneralSecurityException e) {
            throw new EngineStartException(
                    "talkoo.cluster.tls." + key + ": expected " + expected + ", got " + file + " (" + e + ")", e);
        }
    }

    private static void key(byte[] content) throws PEMLoadingException {
        DERPrivateKeyLoader.load(PEMDecoder.decode(new String(content, US_ASCII)));
    }

    private static void certificate(byte[] content) throws CertificateException {
        if (CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(content))
                .isEmpty()) {
            throw new CertificateException("there is none in it");
        }
    }
}
