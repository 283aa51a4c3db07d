package io.talkoo.engine.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.talkoo.protocol.Json;
import io.talkoo.protocol.Payloads;
import io.talkoo.protocol.ScheduleRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** A schedule's definition as it lies in its row. Thread-safe. */
record ScheduleCodec(Payloads payloads, UnreadableRows unreadable) {
    /** What of a schedule changes with nothing but a new request. */
    record Definition(ScheduleRequest request, Instant anchor) {}

    private static final ObjectWriter WRITER = Json.mapper().writerFor(Definition.class);
    private static final ObjectReader READER =
            Json.mapper().readerFor(Definition.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    byte[] encode(ScheduleRow schedule) {
        try {
            return payloads.encodeJson(WRITER.writeValueAsBytes(new Definition(schedule.request(), schedule.anchor())));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write " + schedule.name(), e);
        }
    }

    Definition decode(byte[] stored) {
        try {
            return READER.readValue(payloads.decodeJson(stored));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a schedule", e);
        }
    }
}
