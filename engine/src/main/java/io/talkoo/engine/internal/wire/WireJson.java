package io.talkoo.engine.internal.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.JsonBytes;
import java.io.IOException;

/** What is seldom sent and nests without end, as JSON. */
final class WireJson {
    private WireJson() {}

    static JsonBytes write(Object value) {
        try {
            return JsonBytes.write(value);
        } catch (JsonProcessingException e) {
            throw new WireException("cannot write " + value.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    static <T> T read(JsonBytes json, Class<T> type) {
        try {
            return Json.mapper().readValue(json.utf8(), type);
        } catch (IOException e) {
            throw new WireException("expected " + type.getSimpleName() + " as JSON: " + e.getMessage(), e);
        }
    }
}
