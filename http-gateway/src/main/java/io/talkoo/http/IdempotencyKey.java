package io.talkoo.http;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import io.talkoo.protocol.TaskRequest;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The header {@code Idempotency-Key}: makes a task's id a function of the key, so that a repeat is the same task. */
final class IdempotencyKey {
    static final String HEADER = "idempotency-key";

    private static final int LONGEST = 255;

    /** Part of the public contract: with another one, keys sent before an upgrade would be forgotten. */
    private static final UUID NAMESPACE = UUID.fromString("6f0ea5d4-3c0e-5f3c-9f52-7a1c6b1f0e7d");

    private static final NameBasedGenerator IDS = Generators.nameBasedGenerator(NAMESPACE);

    private IdempotencyKey() {}

    /** The request with the id its key stands for; as it is where there is no key. */
    static TaskRequest apply(Call call, TaskRequest request) {
        String id = of(call);
        if (id == null) {
            return request;
        }
        if (request.id() != null) {
            throw Problems.invalid("expected either an id or an Idempotency-Key, got both");
        }
        return request.toBuilder().id(id).build();
    }

    /** The id that the call's key stands for; null where there is no key. */
    static String of(Call call) {
        String key = call.header(HEADER);
        if (key == null) {
            return null;
        }
        requireOne(call);
        if (key.isEmpty() || key.length() > LONGEST || key.chars().anyMatch(Character::isISOControl)) {
            throw Problems.invalid("Idempotency-Key: expected 1 to " + LONGEST + " printable characters");
        }
        return IDS.generate(key).toString();
    }

    private static void requireOne(Call call) {
        long given = StreamSupport.stream(call.request().getHeaders().spliterator(), false)
                .filter(header -> header.is(HEADER))
                .count();
        if (given > 1) {
            throw Problems.invalid("expected one Idempotency-Key, got " + given);
        }
    }
}
