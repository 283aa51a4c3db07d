package io.talkoo.protocol.client;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.talkoo.protocol.States;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** A server that answers as its script says, line by line; the last line is for all requests that follow. */
final class FakeNode implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<HttpHandler> script;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

    record Request(String method, URI uri, Headers headers, String body) {}

    FakeNode(HttpHandler... script) throws IOException {
        this.script = new ArrayDeque<>(List.of(script));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Those that came so far, in their order. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            HttpHandler next;
            synchronized (script) {
                requests.add(new Request(
                        exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body));
                next = script.size() > 1 ? script.poll() : script.peek();
            }
            next.handle(exchange);
        }
    }

    /** A task's status in short. */
    static String task(String state) {
        return "{\"id\": \"a\", \"state\": \"" + state + "\", \"ready\": " + States.READY.contains(state) + "}";
    }

    /** @param headers name, value, name, value */
    static HttpHandler answer(int status, String body, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        };
    }

    /** Takes the request and drops the connection. */
    static HttpHandler lose() {
        return exchange -> {};
    }

    /** Says nothing until the node is closed. */
    static HttpHandler hang() {
        return exchange -> forever();
    }

    /** Sends that as a stream, which ends. */
    static HttpHandler stream(String text) {
        return exchange -> write(exchange, text);
    }

    /** Sends that as a stream, and drops the connection. */
    static HttpHandler streamAndLose(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return exchange -> {
            exchange.sendResponseHeaders(200, bytes.length + 1);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
        };
    }

    /** Sends that as a stream, and then nothing until the node is closed. */
    static HttpHandler streamAndHang(String text) {
        return exchange -> {
            write(exchange, text);
            forever();
        };
    }

    /** Sends comments until it cannot any more, and then counts {@code gone} down. */
    static HttpHandler chatter(CountDownLatch gone) {
        return exchange -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    write(exchange, ":\n");
                }
            } catch (IOException e) {
                gone.countDown();
            }
        };
    }

    private static void write(HttpExchange exchange, String part) throws IOException {
        if (exchange.getResponseCode() < 0) {
            exchange.sendResponseHeaders(200, 0);
        }
        exchange.getResponseBody().write(part.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static void forever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
