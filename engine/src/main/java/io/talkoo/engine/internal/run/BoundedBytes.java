package io.talkoo.engine.internal.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.protocol.JsonBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Writes values of a task as JSON up to a size, so that a huge or endless one costs no more memory than that. */
final class BoundedBytes extends OutputStream {
    private static final int INITIAL = 128;

    private final int limit;
    private byte[] bytes = new byte[INITIAL];
    private int size;

    private BoundedBytes(int limit) {
        this.limit = limit;
    }

    /** Throws {@link IllegalArgumentException} that says which field cannot be written, or that it is too large. */
    static JsonBytes write(ObjectWriter writer, Object value, int limit) {
        BoundedBytes out = new BoundedBytes(limit);
        try {
            writer.writeValue(out, value);
            return JsonBytes.wrap(Arrays.copyOf(out.bytes, out.size));
        } catch (JsonMappingException e) {
            String path = Paths.dotted(e);
            throw new IllegalArgumentException(
                    "cannot be written as JSON" + (path.isEmpty() ? "" : " at " + path) + ": " + e.getOriginalMessage(),
                    e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        if (length > limit - size) {
            throw new IOException("is larger than " + limit + " bytes of JSON");
        }
        if (length > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, 2 * bytes.length));
        }
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }
}
