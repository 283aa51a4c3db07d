package io.talkoo.engine.internal.store;

import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last task of a page: the next page begins after it. Opaque text for clients. */
record PageCursor(long createdAtMillis, String id) {
    private static final Pattern FORM = Pattern.compile("(-?\\d{1,18})/(.{1,64})");

    static PageCursor parse(String text) {
        try {
            Matcher parts = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            if (parts.matches()) {
                return new PageCursor(Long.parseLong(parts.group(1)), parts.group(2));
            }
        } catch (IllegalArgumentException e) {
            throw bad(text);
        }
        throw bad(text);
    }

    private static TalkooException bad(String text) {
        return new TalkooException(
                ProblemType.BAD_REQUEST,
                "expected a cursor as the page before gave it in \"next\", got \"" + text
                        + "\"; leave it out to start again");
    }

    String text() {
        byte[] utf8 = (createdAtMillis + "/" + id).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(utf8);
    }
}
