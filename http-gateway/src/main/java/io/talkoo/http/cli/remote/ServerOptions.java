package io.talkoo.http.cli.remote;

import io.talkoo.http.cli.remote.Converters.Span;
import io.talkoo.protocol.client.TalkooClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which node is asked, and as whom. A key is never an option: every user of the machine reads the command lines of all. */
final class ServerOptions {
    private static final String LOCAL = "http://127.0.0.1:8080";
    private static final Duration CONNECT = Duration.ofSeconds(10);

    @Option(
            names = {"-s", "--server"},
            paramLabel = "URL",
            description =
                    "address of a node, or of several of one cluster with commas between them; else TALKOO_SERVER,"
                            + " else " + LOCAL)
    private String server;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "file that holds the API key; else the key in TALKOO_API_KEY, else the file TALKOO_API_KEY_FILE")
    private String keyFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description =
                    "PEM file of the authority that signed the node's certificate; else TALKOO_CA_FILE, else those"
                            + " that the JVM trusts")
    private String caFile;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = Span.class,
            description = "how long to try again while no node answers (5s)")
    private Duration patience;

    /** The addresses one by one. */
    List<String> addresses(Surroundings surroundings) {
        String all = first(server, surroundings.variable("TALKOO_SERVER"), LOCAL);
        return Arrays.stream(all.split(",")).map(String::strip).toList();
    }

    /** Throws {@link ParameterException} for an address, a key or a file that cannot be used. */
    TalkooClient client(List<String> addresses, CommandSpec command, Surroundings surroundings) {
        try {
            String[] more = addresses.subList(1, addresses.size()).toArray(String[]::new);
            TalkooClient.Builder client =
                    TalkooClient.at(addresses.get(0), more).patience(patience);
            String key = key(surroundings);
            if (!key.isEmpty()) {
                client.key(key);
            }
            trust(addresses, surroundings).ifPresent(client::http);
            return client.build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        } catch (NoSuchFileException e) {
            throw new ParameterException(command.commandLine(), "there is no file " + e.getFile());
        } catch (IOException | GeneralSecurityException e) {
            throw new ParameterException(command.commandLine(), "a file cannot be used: " + e.getMessage());
        }
    }

    private String key(Surroundings surroundings) throws IOException {
        if (keyFile != null) {
            return read(keyFile);
        }
        String key = surroundings.variable("TALKOO_API_KEY");
        String file = surroundings.variable("TALKOO_API_KEY_FILE");
        return key.isEmpty() && !file.isEmpty() ? read(file) : key;
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file)).strip();
    }

    /** Empty where it is what the JVM trusts. Reading that takes a while, so it is done only where something is encrypted. */
    private Optional<HttpClient> trust(List<String> addresses, Surroundings surroundings)
            throws IOException, GeneralSecurityException {
        String authority = first(caFile, surroundings.variable("TALKOO_CA_FILE"));
        if (!authority.isEmpty()) {
            return Optional.of(client(Trust.in(Path.of(authority))));
        }
        boolean isEncrypted = addresses.stream().anyMatch(address -> address.startsWith("https:"));
        return isEncrypted ? Optional.empty() : Optional.of(client(Trust.inNobody()));
    }

    private static HttpClient client(SSLContext trust) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .sslContext(trust)
                .build();
    }

    /** The first that is given and not empty; empty if none is. */
    private static String first(String... texts) {
        return Arrays.stream(texts)
                .filter(text -> text != null && !text.isEmpty())
                .findFirst()
                .orElse("");
    }
}
