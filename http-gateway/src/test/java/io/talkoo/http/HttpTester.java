package io.talkoo.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.talkoo.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Talks to one server on this machine, politely through the JDK's client or byte by byte through a socket. Every answer to a
 * polite request has to be one that {@code openapi.json} has.
 */
final class HttpTester {
    private static final Duration PATIENCE = Duration.ofSeconds(70);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final int port;
    private final String key;

    HttpTester(int port) {
        this(port, null);
    }

    private HttpTester(int port, String key) {
        this.port = port;
        this.key = key;
    }

    /** Talks to the same server with a key. */
    HttpTester with(String other) {
        return new HttpTester(port, other);
    }

    /** An answer with its body as text and, where it is JSON, as a tree. */
    record Answer(int status, HttpResponse<String> response) {
        JsonNode json() {
            return tree(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        String body() {
            return response.body();
        }
    }

    static JsonNode tree(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer put(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    /** Sends {@code body} as JSON, with {@code headers} given as name, value, name, value. */
    Answer post(String path, String body, String... headers) {
        HttpRequest.Builder builder =
                request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            builder.setHeader(headers[i], headers[i + 1]);
        }
        return send(builder);
    }

    Answer send(HttpRequest.Builder request) {
        return checked(exchange(request, BodyHandlers.ofString()));
    }

    CompletableFuture<Answer> sendAsync(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(HttpTester::checked);
    }

    /** Opens a stream of events; it has to be closed. */
    EventLines events(HttpRequest.Builder request) {
        HttpResponse<Stream<String>> response = exchange(request, BodyHandlers.ofLines());
        return new EventLines(head(response), response.body());
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, BodyHandler<T> body) {
        try {
            return client.send(request.build(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Answer checked(HttpResponse<String> response) {
        ApiDocument.INSTANCE.check(head(response), response.body());
        return new Answer(response.statusCode(), response);
    }

    private static ApiDocument.Head head(HttpResponse<?> response) {
        HttpRequest request = response.request();
        return new ApiDocument.Head(
                request.method(),
                request.uri().getRawPath(),
                response.statusCode(),
                response.headers().map());
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /** Sends the bytes as they are and answers what comes back until the server closes. */
    String raw(byte[] bytes) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    String raw(String text) throws IOException {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A POST of {@code body} in bytes that no well-behaved client would send. */
    String rawPost(String path, String headers, byte[] body) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                + "Content-Length: " + body.length + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return raw(all);
    }
}
