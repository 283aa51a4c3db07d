package io.talkoo.engine.internal.cluster;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates to the nodes of a cluster, as PEM files. */
final class TestAuthority {
    private static final Duration VALID_FOR = Duration.ofDays(1);

    private final Path directory;
    private final X500Name name;
    private final KeyPair keys = keys();
    private final Path certificate;
    private int issued;

    TestAuthority(Path directory, String name) throws Exception {
        this.directory = directory;
        this.name = new X500Name("CN=" + name);
        this.certificate = write(
                name + ".pem", "CERTIFICATE", certificate(this.name, keys, true).getEncoded());
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private X509CertificateHolder certificate(X500Name subject, KeyPair of, boolean authority)
            throws OperatorCreationException, IOException {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.valueOf(++issued),
                        Date.from(now.minus(VALID_FOR)),
                        Date.from(now.plus(VALID_FOR)),
                        subject,
                        of.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority))
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()));
    }

    private Path write(String file, String type, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(content);
        return Files.writeString(
                directory.resolve(file), "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
    }

    /** Issues a certificate for the name that all nodes share. Returns the settings of a node that has it. */
    String issue(String file) throws Exception {
        KeyPair own = keys();
        Path key = write(file + "-key.pem", "PRIVATE KEY", own.getPrivate().getEncoded());
        Path cert = write(
                file + ".pem",
                "CERTIFICATE",
                certificate(new X500Name("CN=talkoo"), own, false).getEncoded());
        return "cluster.tls { key-file = \"%s\", cert-file = \"%s\", ca-file = \"%s\" }"
                .formatted(key, cert, certificate);
    }
}
