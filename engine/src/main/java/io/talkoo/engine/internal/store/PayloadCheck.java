package io.talkoo.engine.internal.store;

import io.talkoo.protocol.Payloads;
import io.talkoo.protocol.TalkooException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Keeps a node from working on a database whose payloads it cannot read: each start leaves a word there as its codec
 * encodes it, and begins with reading the one that is there. So after a change of keys it is under the newest one, and a
 * node that does not know that one does not start.
 */
final class PayloadCheck {
    private static final String NAME = "payload-check";
    private static final byte[] WORD = "talkoo".getBytes(StandardCharsets.UTF_8);

    private PayloadCheck() {}

    /** Blocks for a read and a write. Throws {@link StoreRefusedException}. */
    static void run(Writer writer, Payloads payloads) {
        Optional<String> found = Meta.find(writer, NAME);
        found.ifPresent(word -> check(word, payloads));
        if (payloads.areEncoded()) {
            Meta.put(writer, NAME, Base64.getEncoder().encodeToString(encoded(payloads)));
        }
    }

    private static void check(String word, Payloads payloads) {
        if (!payloads.areEncoded()) {
            throw refusal("expected an engine with the PayloadCodec that they were encoded with, got one without");
        }
        try {
            payloads.decode(Base64.getDecoder().decode(word));
        } catch (TalkooException e) {
            throw refusal(e.getMessage());
        }
    }

    private static StoreRefusedException refusal(String why) {
        return new StoreRefusedException("the payloads in this database are encoded: " + why
                + " (should that key be lost for good: DELETE FROM meta WHERE name = '" + NAME + "')");
    }

    private static byte[] encoded(Payloads payloads) {
        try {
            return payloads.encode(WORD);
        } catch (TalkooException e) {
            throw new StoreRefusedException(e.getMessage(), e);
        }
    }
}
