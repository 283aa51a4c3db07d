package io.talkoo.engine.internal.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import io.talkoo.engine.internal.task.Phase;
import io.talkoo.engine.internal.task.Release;
import io.talkoo.engine.internal.task.TaskRecord;
import io.talkoo.engine.internal.task.TaskSpec;
import io.talkoo.engine.internal.task.TaskState;
import io.talkoo.protocol.Expires;
import io.talkoo.protocol.Payloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A task's record as the bytes in its row: one byte with the version of the format, then CBOR with the names of the
 * fields. Fields may come and go without a new version, since unknown ones are ignored and missing ones are null. A task
 * that waits for others has behind it what they brought, appended by whoever wrote their end: so that nobody has to read
 * a row to release it. Where there is a {@link io.talkoo.protocol.PayloadCodec}, a byte string takes the place of each of
 * these values, with what the codec made of it; the two kinds may follow each other in one row.
 * Thread-safe.
 */
final class TaskCodec {
    private static final byte VERSION = 1;
    private static final int TYPICAL_BYTES = 1024;
    private static final JsonInclude.Value UNLESS_NULL =
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS);

    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final ObjectWriter releaseWriter;
    private final ObjectReader releaseReader;
    private final ObjectWriter bytesWriter;
    private final Payloads payloads;
    private final UnreadableRows unreadable = new UnreadableRows("Task");

    TaskCodec(Payloads payloads) {
        this.payloads = payloads;
        ObjectMapper mapper = CBORMapper.builder()
                .addModule(CompactTime.module())
                .addModule(new BlackbirdModule())
                .addMixIn(Expires.class, ExpiresByName.class)
                .addMixIn(TaskRecord.class, WithoutDefaults.class)
                .addMixIn(TaskSpec.class, WithoutDefaults.class)
                .defaultPropertyInclusion(UNLESS_NULL)
                .withConfigOverride(String.class, text -> text.setIncludeAsProperty(UNLESS_NULL))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        writer = mapper.writerFor(TaskRecord.class);
        reader = mapper.readerFor(TaskRecord.class);
        releaseWriter = mapper.writerFor(Release.class);
        releaseReader = mapper.readerFor(Release.class);
        bytesWriter = mapper.writerFor(byte[].class);
    }

    /** Where rows are told of that are left out because they make no sense. */
    UnreadableRows unreadable() {
        return unreadable;
    }

    byte[] encode(TaskRecord task) {
        try (ByteArrayBuilder out = new ByteArrayBuilder(TYPICAL_BYTES)) {
            out.append(VERSION);
            if (payloads.areEncoded()) {
                bytesWriter.writeValue(out, payloads.encode(writer.writeValueAsBytes(task)));
            } else {
                writer.writeValue(out, task);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write task " + task.id(), e);
        }
    }

    TaskRecord decode(byte[] data) {
        if (data.length == 0 || data[0] != VERSION) {
            throw new IllegalStateException("expected a task in format " + VERSION + ", got "
                    + (data.length == 0 ? "nothing" : data[0]) + "; was it written by a newer version?");
        }
        try (JsonParser parser = parser(data)) {
            parser.nextToken();
            TaskRecord task = value(reader, parser);
            while (task.phase() == Phase.BLOCKED && parser.nextToken() != null) {
                Release release = value(releaseReader, parser);
                if (release.failure() == null) {
                    task = TaskState.released(task, release);
                }
            }
            return task;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a task's row", e);
        }
    }

    /** The value that begins with the parser's current token. */
    private <T> T value(ObjectReader ofType, JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT
                ? ofType.readValue(payloads.decode(parser.getBinaryValue()))
                : ofType.readValue(parser);
    }

    private JsonParser parser(byte[] data) throws IOException {
        return reader.getFactory().createParser(data, 1, data.length - 1);
    }

    /** What is appended to the row of a task that waits for others, when one of them ends. */
    byte[] encode(Release release) {
        try {
            byte[] plain = releaseWriter.writeValueAsBytes(release);
            return payloads.areEncoded() ? bytesWriter.writeValueAsBytes(payloads.encode(plain)) : plain;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release task " + release.id(), e);
        }
    }

    /** @param sections one or more as {@link #encode(Release)} made them, one behind the other */
    List<Release> releases(byte[] sections) {
        List<Release> releases = new ArrayList<>();
        try (JsonParser parser = reader.getFactory().createParser(sections)) {
            while (parser.nextToken() != null) {
                releases.add(value(releaseReader, parser));
            }
            return releases;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what releases steps", e);
        }
    }

    byte[] append(byte[] data, Release release) {
        return append(data, encode(release));
    }

    /** @param section as {@link #encode(Release)} made it */
    static byte[] append(byte[] data, byte[] section) {
        byte[] both = Arrays.copyOf(data, data.length + section.length);
        System.arraycopy(section, 0, both, data.length, section.length);
        return both;
    }

    /** What was appended last to the row of a task that waited for others; of failures there is only the first. */
    Release release(byte[] data) {
        try (JsonParser parser = parser(data)) {
            parser.nextToken();
            parser.skipChildren();
            Release last = null;
            while (parser.nextToken() != null) {
                Release next = value(releaseReader, parser);
                last = last != null && last.failure() != null ? last : next;
            }
            return last;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a task's row", e);
        }
    }

    /** The wire's form tells the two by number or text, and times in rows are always numbers. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Expires.After.class, name = "after"),
        @JsonSubTypes.Type(value = Expires.At.class, name = "at")
    })
    private interface ExpiresByName {}

    /** Zeroes and falses are what a missing field is read as. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    private interface WithoutDefaults {}
}
