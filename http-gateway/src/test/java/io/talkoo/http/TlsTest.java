package io.talkoo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.talkoo.config.TalkooSettings;
import io.talkoo.http.cli.remote.ExitCodes;
import io.talkoo.http.cli.remote.RemoteCommands;
import io.talkoo.http.cli.remote.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** https, and certificates of clients. */
class TlsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final TestCertificates node = certificates("node");
    private final TestCertificates client = certificates("client");

    private static TestCertificates certificates(String name) {
        try {
            return new TestCertificates(name);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private TestNode start(Map<String, Object> more) throws Exception {
        Map<String, Object> settings = new java.util.HashMap<>(more);
        settings.put(
                "http.tls",
                Map.of(
                        "key-file", node.writeKey(directory.resolve("key.pem")).toString(),
                        "cert-file",
                                node.writeCertificate(directory.resolve("cert.pem"))
                                        .toString(),
                        "client-ca-file", more.getOrDefault("client-ca", "")));
        settings.remove("client-ca");
        return new TestNode(directory.resolve("data"), settings);
    }

    private static HttpResponse<String> get(TestNode node, SSLContext context) throws Exception {
        URI uri = node.node().uri().resolve("/health/live");
        return HttpClient.newBuilder()
                .sslContext(context)
                .build()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Test
    void a_node_with_a_certificate_serves_https_and_protects_its_cookie() throws Exception {
        try (TestNode started = start(Map.of("http.auth.keys", TestKeys.forEachScope()))) {
            assertThat(started.node().readyLine()).contains("http=https://127.0.0.1:");
            assertThat(get(started, TestCertificates.client(node, null)).statusCode())
                    .isEqualTo(200);
            HttpRequest login = HttpRequest.newBuilder(started.node().uri().resolve("/login"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"key\": \"" + TestKeys.without(null) + "\"}"))
                    .build();
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .sslContext(TestCertificates.client(node, null))
                    .build()
                    .send(login, BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("set-cookie").orElseThrow())
                    .startsWith("__Host-talkoo_session=")
                    .endsWith("; Secure");
        }
    }

    @Test
    void a_certificate_is_replaced_while_the_node_runs() throws Exception {
        try (TestNode started = start(Map.of())) {
            TestCertificates next = certificates("next");
            next.writeKey(directory.resolve("key.pem"));
            next.writeCertificate(directory.resolve("cert.pem"));

            await().atMost(SOON)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() ->
                            get(started, TestCertificates.client(next, null)).statusCode() == 200);
        }
    }

    @Test
    void a_client_without_a_certificate_of_the_authority_is_not_let_in_where_one_is_asked_for() throws Exception {
        Path authority = client.writeCertificate(directory.resolve("clients.pem"));
        try (TestNode started = start(Map.of("client-ca", authority.toString()))) {
            assertThat(get(started, TestCertificates.client(node, client)).statusCode())
                    .isEqualTo(200);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> get(started, TestCertificates.client(node, null)));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> get(started, TestCertificates.client(node, certificates("stranger"))));
        }
    }

    @Test
    void files_that_are_no_certificate_are_refused_at_the_start() throws Exception {
        Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "nonsense");
        TalkooSettings.Http http = TalkooSettings.defaults()
                .with("http.tls", Map.of("key-file", nonsense.toString(), "cert-file", nonsense.toString()))
                .http();

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> TlsContext.open(null, http.security().tls()))
                .withMessageContainingAll("talkoo.http.tls", "nonsense.pem");
    }

    @Test
    void the_command_line_trusts_the_authority_that_it_is_told() throws Exception {
        try (TestNode started = start(Map.of())) {
            Map<String, String> told = Map.of(
                    "TALKOO_SERVER", started.node().uri().toString(),
                    "TALKOO_CA_FILE", directory.resolve("cert.pem").toString());

            assertThat(ping(told)).isZero();
            assertThat(ping(Map.of("TALKOO_SERVER", told.get("TALKOO_SERVER")))).isEqualTo(ExitCodes.UNREACHABLE);
        }
    }

    private static int ping(Map<String, String> variables) {
        CommandLine program = new CommandLine(CommandSpec.create());
        RemoteCommands.addTo(program, new Surroundings(variables, InputStream.nullInputStream(), false));
        return program.execute("ping", "--patience", "1ms");
    }
}
