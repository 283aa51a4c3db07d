package io.talkoo.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What tells the receiver of a webhook that it comes from who knows the secret, and when it was sent:
 * {@code t=SECONDS,v1=HEX}, where HEX is the HMAC-SHA256 of {@code SECONDS.BODY}. Thread-safe.
 */
public final class WebhookSignature {
    /** The header it is sent in. */
    public static final String HEADER = "Talkoo-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORM = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");

    private WebhookSignature() {}

    /** The value of the header for a body that is sent at {@code now}. */
    public static String of(String secret, byte[] body, Instant now) {
        String seconds = String.valueOf(now.getEpochSecond());
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac(secret, seconds, body));
    }

    /**
     * Whether a header is the signature of a body. Takes the same time however much of it is right.
     *
     * @param header may be null
     * @param tolerance how far the time of sending may be from {@code now}, so that what was overheard is of no use later
     */
    public static boolean matches(String secret, byte[] body, String header, Instant now, Duration tolerance) {
        Matcher form = FORM.matcher(header == null ? "" : header);
        if (!form.matches()) {
            return false;
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(form.group(1)));
        boolean right = MessageDigest.isEqual(
                mac(secret, form.group(1), body), HexFormat.of().parseHex(form.group(2)));
        return right && Duration.between(sent, now).abs().compareTo(tolerance) <= 0;
    }

    private static byte[] mac(String secret, String seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
