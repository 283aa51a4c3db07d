package io.talkoo.examples.encrypted;

import io.talkoo.protocol.PayloadCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts payloads with AES in GCM: nobody reads them without the key, and nobody changes them unnoticed. What it makes is
 *
 * <pre>length of the key's id (1 byte) | id of the key | nonce (12 bytes) | cipher text and tag</pre>
 *
 * so that keys rotate: give all nodes the new key, then have all of them encrypt with it; an old one can go once no row is
 * left that was encrypted with it, which is after {@code talkoo.tasks.result-expires} for tasks that have ended. Thread-safe.
 */
public final class AesGcmCodec implements PayloadCodec {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final String current;
    private final Map<String, SecretKey> keys;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param current id of the key that encrypts
     * @param keys all that may be met, by their ids of at most 127 bytes; of AES, 128 to 256 bits. Throws {@link IllegalArgumentException} if
     *     {@code current} is not among them
     */
    public AesGcmCodec(String current, Map<String, SecretKey> keys) {
        if (!keys.containsKey(current)) {
            throw new IllegalArgumentException("expected the key \"" + current + "\" among " + keys.keySet());
        }
        this.current = current;
        this.keys = Map.copyOf(keys);
    }

    @Override
    public byte[] encode(byte[] plain) {
        byte[] id = current.getBytes(StandardCharsets.UTF_8);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, current, nonce, plain);
        return ByteBuffer.allocate(1 + id.length + nonce.length + sealed.length)
                .put((byte) id.length)
                .put(id)
                .put(nonce)
                .put(sealed)
                .array();
    }

    @Override
    public byte[] decode(byte[] encoded) {
        int nonceAt = 1 + encoded[0];
        int sealedAt = nonceAt + NONCE_BYTES;
        String id = new String(encoded, 1, encoded[0], StandardCharsets.UTF_8);
        byte[] nonce = Arrays.copyOfRange(encoded, nonceAt, sealedAt);
        return run(Cipher.DECRYPT_MODE, id, nonce, Arrays.copyOfRange(encoded, sealedAt, encoded.length));
    }

    private byte[] run(int mode, String keyId, byte[] nonce, byte[] input) {
        SecretKey key = keys.get(keyId);
        if (key == null) {
            throw new IllegalStateException("there is no key \"" + keyId + "\" among " + keys.keySet());
        }
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(keyId.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key \"" + keyId + "\" does not fit: " + e.getMessage(), e);
        }
    }
}
