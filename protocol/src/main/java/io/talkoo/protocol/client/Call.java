package io.talkoo.protocol.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;

/**
 * One call of the contract.
 *
 * @param body JSON; null is none
 * @param held for how long the node may hold its answer back
 * @param repeatable whether it does no harm when a node carries it out twice
 */
record Call(String method, Target target, byte[] body, Map<String, String> headers, Duration held, boolean repeatable) {
    private static final String JSON = "application/json";

    private Call(String method, Target target, Object body) {
        this(method, target, body == null ? null : Bodies.write(body), Map.of(), Duration.ZERO, true);
    }

    static Call get(Target target) {
        return new Call("GET", target, null);
    }

    static Call delete(Target target) {
        return new Call("DELETE", target, null);
    }

    static Call put(Target target, Object body) {
        return new Call("PUT", target, body);
    }

    static Call post(Target target, Object body) {
        return new Call("POST", target, body);
    }

    static Call post(Target target) {
        return new Call("POST", target, null);
    }

    Call header(String name, String value) {
        return new Call(method, target, body, Map.of(name, value), held, repeatable);
    }

    Call heldFor(Duration atMost) {
        return new Call(method, target, body, headers, atMost, repeatable);
    }

    /** The same call, not to be sent again as long as a node may have carried it out. */
    Call once() {
        return new Call(method, target, body, headers, held, false);
    }

    /** @param address of the node, without a slash at its end */
    HttpRequest.Builder request(String address) {
        BodyPublisher content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + target.text())).method(method, content);
        if (body != null) {
            request.header("Content-Type", JSON);
        }
        headers.forEach(request::header);
        return request;
    }
}
