package io.talkoo.http.auth;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key that nobody has yet: 256 random bits, so that its plain SHA-256 can be kept in a file. Its beginning tells those who find
 * it, and programs that search for secrets, what it is.
 */
public record NewKey(String key) {
    private static final String PREFIX = "tk_";
    private static final int BYTES = 32;

    public static NewKey random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new NewKey(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** As settings hold it. */
    public String hash() {
        return "sha256:" + HexFormat.of().formatHex(Digests.sha256(key));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "NewKey[" + hash() + "]";
    }
}
