package io.talkoo.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How {@link JsonBytes} are written and read: as the value itself in text, as a byte string in binary formats. */
final class JsonBytesJson {
    private JsonBytesJson() {}

    static final class Writer extends StdSerializer<JsonBytes> {
        private static final long serialVersionUID = 1;

        Writer() {
            super(JsonBytes.class);
        }

        @Override
        public void serialize(JsonBytes value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (out instanceof TokenBuffer) {
                out.writeTree(value.toTree());
            } else if (out.canWriteBinaryNatively()) {
                out.writeBinary(value.utf8());
            } else {
                out.writeRawValue(new Raw(value));
            }
        }
    }

    static final class Reader extends StdDeserializer<JsonBytes> {
        private static final long serialVersionUID = 1;

        Reader() {
            super(JsonBytes.class);
        }

        @Override
        public JsonBytes deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT) {
                return JsonBytes.wrap(in.getBinaryValue());
            }
            ContentReference source = in.currentLocation().contentReference();
            boolean inUtf8 = source.getRawContent() instanceof byte[]
                    && in.currentTokenLocation().getByteOffset() >= 0;
            return inUtf8 ? slice(in, source) : copy(in);
        }

        /** From an array of UTF-8 the value is cut out as it stands. */
        private static JsonBytes slice(JsonParser in, ContentReference source) throws IOException {
            int start = Math.max(source.contentOffset(), 0);
            int from = start + (int) in.currentTokenLocation().getByteOffset();
            in.skipChildren();
            in.finishToken();
            int to = start + (int) in.currentLocation().getByteOffset();
            byte[] value = trimmed((byte[]) source.getRawContent(), from, to);
            requireUtf8(value, in);
            return JsonBytes.wrap(value);
        }

        /** A number's end is known only when what follows it was looked at. */
        private static byte[] trimmed(byte[] source, int from, int to) {
            int end = to;
            while (end > from && source[end - 1] <= ' ' && source[end - 1] >= 0) {
                end--;
            }
            return Arrays.copyOfRange(source, from, end);
        }

        /** The parser lets overlong forms and lone surrogates pass, which other readers of the value would not. */
        private static void requireUtf8(byte[] value, JsonParser in) throws IOException {
            if (isAscii(value)) {
                return;
            }
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            } catch (CharacterCodingException e) {
                throw new JsonParseException(in, "Invalid UTF-8", e);
            }
        }

        private static boolean isAscii(byte[] value) {
            for (byte b : value) {
                if (b < 0) {
                    return false;
                }
            }
            return true;
        }

        private static JsonBytes copy(JsonParser in) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JsonGenerator out = Json.mapper().createGenerator(bytes)) {
                out.copyCurrentStructureExact(in);
            }
            return JsonBytes.wrap(bytes.toByteArray());
        }

        @Override
        public JsonBytes getNullValue(DeserializationContext context) {
            return null;
        }
    }

    /** Hands the bytes to Jackson's UTF-8 writer without a detour over a string. */
    private record Raw(JsonBytes json) implements SerializableString {
        @Override
        public String getValue() {
            return json.toString();
        }

        @Override
        public int charLength() {
            return getValue().length();
        }

        @Override
        public char[] asQuotedChars() {
            return new SerializedString(getValue()).asQuotedChars();
        }

        @Override
        public byte[] asUnquotedUTF8() {
            return json.utf8();
        }

        @Override
        public byte[] asQuotedUTF8() {
            return new SerializedString(getValue()).asQuotedUTF8();
        }

        @Override
        public int appendQuotedUTF8(byte[] buffer, int offset) {
            return append(asQuotedUTF8(), buffer, offset);
        }

        @Override
        public int appendQuoted(char[] buffer, int offset) {
            return new SerializedString(getValue()).appendQuoted(buffer, offset);
        }

        @Override
        public int appendUnquotedUTF8(byte[] buffer, int offset) {
            return append(json.utf8(), buffer, offset);
        }

        @Override
        public int appendUnquoted(char[] buffer, int offset) {
            return new SerializedString(getValue()).appendUnquoted(buffer, offset);
        }

        @Override
        public int writeQuotedUTF8(OutputStream out) throws IOException {
            return write(asQuotedUTF8(), out);
        }

        @Override
        public int writeUnquotedUTF8(OutputStream out) throws IOException {
            return write(json.utf8(), out);
        }

        @Override
        public int putQuotedUTF8(ByteBuffer buffer) {
            return put(asQuotedUTF8(), buffer);
        }

        @Override
        public int putUnquotedUTF8(ByteBuffer buffer) {
            return put(json.utf8(), buffer);
        }

        private static int append(byte[] bytes, byte[] buffer, int offset) {
            if (offset + bytes.length > buffer.length) {
                return -1;
            }
            System.arraycopy(bytes, 0, buffer, offset, bytes.length);
            return bytes.length;
        }

        private static int write(byte[] bytes, OutputStream out) throws IOException {
            out.write(bytes);
            return bytes.length;
        }

        private static int put(byte[] bytes, ByteBuffer buffer) {
            if (bytes.length > buffer.remaining()) {
                return -1;
            }
            buffer.put(bytes);
            return bytes.length;
        }
    }
}
