package io.talkoo.protocol;

/**
 * Payloads on their way to the store and back, through a {@link PayloadCodec}. What was stored before there was one is
 * read all the same. Faults are {@link TalkooException}s of type PAYLOAD_CODEC. Immutable; thread-safe if the codec is.
 */
public final class Payloads {
    /** Stored as they are. */
    public static final Payloads PLAIN = new Payloads(PayloadCodec.NONE);

    /** No JSON text begins with it. */
    private static final byte ENCODED = 1;

    private final PayloadCodec codec;

    public Payloads(PayloadCodec codec) {
        this.codec = codec;
    }

    /** Whether they are stored as something else than they are. */
    public boolean areEncoded() {
        return codec != PayloadCodec.NONE;
    }

    public byte[] encode(byte[] plain) {
        try {
            return codec.encode(plain);
        } catch (RuntimeException e) {
            throw new TalkooException(
                    ProblemType.PAYLOAD_CODEC, "A payload cannot be encoded, so it is not stored: " + reason(e));
        }
    }

    public byte[] decode(byte[] encoded) {
        if (!areEncoded()) {
            throw new TalkooException(
                    ProblemType.PAYLOAD_CODEC,
                    "A payload is encoded, and this node was started without a PayloadCodec; start it with the one that"
                            + " the others have.");
        }
        try {
            return codec.decode(encoded);
        } catch (RuntimeException e) {
            throw new TalkooException(
                    ProblemType.PAYLOAD_CODEC,
                    "A payload cannot be decoded: " + reason(e)
                            + "; it is left as it is, and read again once the codec has what it needs.");
        }
    }

    private static String reason(RuntimeException e) {
        return e.getMessage() == null ? e.getClass().getName() : e.getMessage();
    }

    /** What is stored for a JSON text. */
    public byte[] encodeJson(byte[] json) {
        if (!areEncoded()) {
            return json;
        }
        byte[] encoded = encode(json);
        byte[] marked = new byte[encoded.length + 1];
        marked[0] = ENCODED;
        System.arraycopy(encoded, 0, marked, 1, encoded.length);
        return marked;
    }

    /** The JSON text that {@link #encodeJson} was given. */
    public byte[] decodeJson(byte[] stored) {
        if (stored.length == 0 || stored[0] != ENCODED) {
            return stored;
        }
        byte[] encoded = new byte[stored.length - 1];
        System.arraycopy(stored, 1, encoded, 0, encoded.length);
        return decode(encoded);
    }
}
