package io.talkoo.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.Problem;
import io.talkoo.protocol.ProblemType;
import io.talkoo.protocol.TalkooException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads JSON out of a body; what is wrong with it is said with the place where it is. */
final class JsonBody {
    private JsonBody() {}

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
                throw Problems.badRequest("expected a JSON object, got null");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw Problems.badRequest("expected at most " + Json.MAX_DEPTH + " levels of nesting");
        } catch (UnrecognizedPropertyException e) {
            throw unknownField(e);
        } catch (JsonMappingException e) {
            throw wrongType(e);
        } catch (JsonParseException e) {
            throw Problems.badRequest("not JSON: " + e.getOriginalMessage() + position(e));
        } catch (IOException e) {
            throw Problems.badRequest("not JSON: " + e.getMessage());
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

    private static TalkooException unknownField(UnrecognizedPropertyException e) {
        List<String> known =
                e.getKnownPropertyIds().stream().map(Object::toString).toList();
        String detail = Wording.unknown("field", e.getPropertyName(), known);
        return Problems.badRequest(detail, new Problem.Fault(pointer(e), detail));
    }

    private static TalkooException wrongType(JsonMappingException e) {
        String pointer = pointer(e);
        String detail = Objects.requireNonNullElse(e.getOriginalMessage(), "not of the expected type");
        return Problems.badRequest(
                (pointer.isEmpty() ? "" : pointer + ": ") + detail, new Problem.Fault(pointer, detail));
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private static String position(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }
}
