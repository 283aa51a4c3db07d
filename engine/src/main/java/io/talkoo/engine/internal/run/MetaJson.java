package io.talkoo.engine.internal.run;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.protocol.JsonBytes;

/** Writes what tasks report. Immutable. */
public record MetaJson(ObjectWriter writer, int maxBytes) {
    /** Throws {@link IllegalArgumentException} when {@code meta} cannot be written, or is too large. */
    public JsonBytes write(Object meta) {
        try {
            return BoundedBytes.write(writer, meta, maxBytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("meta " + e.getMessage(), e);
        }
    }
}
