package io.talkoo.http;

import com.fasterxml.jackson.databind.ObjectReader;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads JSON out of a body; what is wrong with it is said with the place where it is. */
final class JsonBody {
    static final String JSON = "application/json";
    private static final ObjectReader NOTHING = Json.mapper().readerFor(Nothing.class);
    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private JsonBody() {}

    /** The body of a call that says nothing. */
    private record Nothing() {}

    /** The JSON value in a call's body. Throws as {@link #requireType} and {@link #read(ObjectReader, byte[])} do. */
    static <T> T read(Call call, ObjectReader reader) {
        requireType(call, JSON);
        return read(reader, call.body());
    }

    /** As {@link #read(Call, ObjectReader)}; no body is one in which everything is left out. */
    static <T> T readIfAny(Call call, ObjectReader reader) {
        return call.body().length == 0 ? read(reader, EMPTY_OBJECT) : read(call, reader);
    }

    /** For a call that says nothing: it may have no body. Throws as {@link #read(Call, ObjectReader)} does. */
    static void requireEmpty(Call call) {
        JsonBody.<Nothing>readIfAny(call, NOTHING);
    }

    /** Throws {@link ProblemType#UNSUPPORTED_MEDIA_TYPE} unless the body is uncompressed and of {@code mediaType}. */
    static void requireType(Call call, String mediaType) {
        if (!isType(call, mediaType)) {
            throw new TalkooException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "expected Content-Type: " + mediaType + " in UTF-8");
        }
        if (call.header("content-encoding") != null) {
            throw new TalkooException(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "expected no Content-Encoding; send the body as it is");
        }
    }

    static boolean isType(Call call, String mediaType) {
        var type = call.request().entity().getContentType();
        return (type.mediaType().mainType() + "/" + type.mediaType().subType()).equalsIgnoreCase(mediaType);
    }

    /** Reads one value of the reader's type. Throws {@link ProblemType#BAD_REQUEST} for anything else. */
    static <T> T read(ObjectReader reader, byte[] utf8) {
        requireUtf8(utf8);
        try {
            T value = reader.readValue(utf8);
            if (value == null) {
                throw Problems.badRequest("expected an object, got null");
            }
            return value;
        } catch (IOException e) {
            throw JsonFaults.refusal(e);
        }
    }

    /** Jackson steps over strings it need not decode, and guesses other encodings: neither may happen to a body. */
    private static void requireUtf8(byte[] bytes) {
        boolean ascii = true;
        for (byte b : bytes) {
            ascii &= b > 0;
        }
        if (!ascii) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            } catch (CharacterCodingException e) {
                throw Problems.badRequest("not JSON: the body is not UTF-8");
            }
            requireNoOtherEncoding(bytes);
        }
    }

    private static void requireNoOtherEncoding(byte[] bytes) {
        boolean byteOrderMark = bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB;
        boolean utf16 = bytes[0] == 0 || bytes.length > 1 && bytes[1] == 0;
        if (byteOrderMark || utf16) {
            throw Problems.badRequest("not JSON: expected UTF-8 without a byte order mark");
        }
    }
}
