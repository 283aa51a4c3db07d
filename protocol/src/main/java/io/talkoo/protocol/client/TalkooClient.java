package io.talkoo.protocol.client;

import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import io.talkoo.protocol.Uuid7;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Talks to the nodes of a Talkoo by HTTP, and needs none of their libraries. Each call is on its way when its method
 * returns, with a {@link Reply} to wait for or to go on from.
 *
 * <p>When a node is away, says UNAVAILABLE or OVERLOADED, or the connection breaks, the call is sent again, to the next
 * address and after growing pauses, as long as the client's patience lasts. What a node must not do twice ({@code retry},
 * {@code forget}, {@code runNow}, {@code delete}) is sent again only if it was not carried out for certain. In the end
 * replies fail with {@link TalkooException}, whose {@link TalkooException#type() type} and
 * {@link TalkooException#problem() problem} are the node's; where none answered, with {@link ProblemType#UNAVAILABLE}:
 * what was asked for may have happened.
 *
 * <p>Keep one client for the application. Safe for use by many threads.
 */
public final class TalkooClient implements AutoCloseable {
    private final Transport transport;
    private final TaskCalls tasks;
    private final WorkflowCalls workflows;
    private final ScheduleCalls schedules;
    private final ControlCalls control;

    private TalkooClient(ClientSettings settings) {
        Uuid7 ids = new Uuid7(Clock.systemUTC());
        transport = new Transport(settings);
        tasks = new TaskCalls(transport, ids);
        workflows = new WorkflowCalls(transport, ids);
        schedules = new ScheduleCalls(transport);
        control = new ControlCalls(transport);
    }

    /**
     * Begins a client of the nodes at these addresses, such as {@code https://node-1:8080}: of one node, or of several of
     * one cluster. Throws {@link IllegalArgumentException} for what is no such address.
     */
    public static Builder at(String address, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.add(0, address);
        return new Builder(all.stream().map(TalkooClient::checked).distinct().toList());
    }

    private static String checked(String address) {
        URI uri = URI.create(address);
        boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!isHttp || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "expected an address such as https://node-1:8080, got \"" + address + "\"");
        }
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    public TaskCalls tasks() {
        return tasks;
    }

    public WorkflowCalls workflows() {
        return workflows;
    }

    public ScheduleCalls schedules() {
        return schedules;
    }

    public ControlCalls control() {
        return control;
    }

    /**
     * Ends all streams. Calls under way are answered, but not sent again; later ones fail with
     * {@link IllegalStateException}, and later streams end at once.
     */
    @Override
    public void close() {
        transport.close();
    }

    /** Builds a {@link TalkooClient}. Times have to be more than nothing. Not thread-safe. */
    public static final class Builder {
        private final List<String> addresses;
        private String key;
        private Duration timeout = Duration.ofSeconds(10);
        private Duration patience = Duration.ofSeconds(30);
        private Duration silence = Duration.ofSeconds(45);
        private HttpClient http;

        private Builder(List<String> addresses) {
            this.addresses = addresses;
        }

        /** An API key or a token, sent with each call; without it calls are anonymous. */
        public Builder key(String secret) {
            if (!secret.matches("[!-~]+")) {
                throw new IllegalArgumentException("key: expected printable ASCII without spaces, got something else");
            }
            key = secret;
            return this;
        }

        /** How long one try may take, on top of the time that it waits for a task; 10 s by default. */
        public Builder timeout(Duration oneTry) {
            timeout = positive("timeout", oneTry);
            return this;
        }

        /** How long a call is tried again after its first try began; 30 s by default. */
        public Builder patience(Duration allTries) {
            patience = positive("patience", allTries);
            return this;
        }

        /** How long a stream may be silent before it is taken for lost; 45 s by default, where nodes are for 15 s at most. */
        public Builder silence(Duration ofAStream) {
            silence = positive("silence", ofAStream);
            return this;
        }

        /** The HTTP client to use, for certificates, proxies or threads of the caller's; by default one for HTTP/1.1. */
        public Builder http(HttpClient own) {
            http = own;
            return this;
        }

        public TalkooClient build() {
            return new TalkooClient(
                    new ClientSettings(addresses, key, timeout, patience, silence, http == null ? plain() : http));
        }

        private HttpClient plain() {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(timeout)
                    .build();
        }

        private static Duration positive(String name, Duration time) {
            if (time.isZero() || time.isNegative()) {
                throw new IllegalArgumentException(name + ": expected more than nothing, got " + time);
            }
            return time;
        }
    }
}
